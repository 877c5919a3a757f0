import type { Byline } from '@hearth/shared/accounts/entity';
import type { EntryAudience, EntryKind } from '@hearth/shared/library/entity';
import { noFacets } from '@hearth/shared/library/facets';
import { libraryError } from '@hearth/shared/library/errors';
import { reviewDate } from '@hearth/shared/library/review';
import { needsReason, stateAfter, type Act } from '@hearth/shared/library/state';
import { withoutWaiting } from './naming.ts';
import type { EntryRecord } from './store.ts';
import type { EntryData } from './stream.ts';
import { versionsOf } from './version-record.ts';

type Fields = EntryData['entry'];

export function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: EntryRecord): Fields {
  return fields;
}

/** Without what others need it is not sent, and not published. Its summary may come later: a curator sees that it has none. */
export function requireWhole({
  title,
  parts,
  licence,
  mayShare,
  note,
  summary,
}: Pick<Fields, 'title' | 'parts' | 'licence' | 'mayShare' | 'note' | 'summary'>): void {
  // What a practice note says stands in the entry itself.
  const isNote = Boolean(note) && summary.text !== '';
  const missing = {
    ...(!title && { title: 'missing' }),
    ...(parts.length === 0 && !isNote && { parts: 'missing' }),
    ...(!licence && { licence: 'missing' }),
    ...(!mayShare && { mayShare: 'missing' }),
  };
  if (Object.keys(missing).length > 0) throw libraryError('library-unfinished', { fields: missing });
}

interface Turning {
  readonly act: Act;
  readonly reason: string;
  /** Whoever decides about what is not theirs; null: its owner. */
  readonly by: Byline | null;
  readonly at: Date;
}

/** Somebody has looked whether it holds. */
export function checked(kind: EntryKind, at: Date): Pick<Fields, 'checkedAt' | 'reviewAt'> {
  return { checkedAt: at, reviewAt: reviewDate(kind, at) };
}

/** The entry after an act. */
export function turned(entry: EntryRecord, { act, reason, by, at }: Turning): Fields {
  if (act === 'unname') return { ...fieldsOf(entry), ...withoutWaiting(entry) };
  if (act === 'confirm') return { ...fieldsOf(entry), ...checked(entry.kind, at), news: null };
  const state = stateAfter(act, entry.state) ?? entry.state;
  const isPublished = act === 'publish' || act === 'publish-own';
  const isOwn = by !== null && by.personId === entry.by?.personId;
  return {
    ...fieldsOf(entry),
    ...{ state, reason, at, news: null },
    // Who asked for changes is known until somebody else decides; what an owner says is nobody else's word.
    decidedBy: needsReason(act) ? by : (by ?? entry.decidedBy),
    ...((isPublished || act === 'restore') && checked(entry.kind, at)),
    ...(state === 'published' && entry.successor && { successor: null }),
    ...(isPublished && { publishedBy: by, publishedAt: entry.publishedAt ?? at, isUnreviewed: isOwn }),
  };
}

/** Nothing of what it said is left: for whom it was says who learns that it was removed. */
export function emptied(fields: Fields): Fields {
  const nothing = {
    title: '',
    summary: { text: '', html: '' },
    parts: [],
    languages: [],
    credit: '',
    licence: null,
    from: null,
    ...(fields.note && { note: null }),
    ...(fields.cover && { cover: null }),
  };
  return { ...fields, ...nothing, facets: noFacets, versions: null };
}

/** `tells`: whether its owner is to know of it. */
export function dataOf(before: EntryRecord, entry: Fields, tells = false): EntryData {
  const isWider = before.state !== entry.state || before.circles.join() !== entry.circles.join();
  const lists = listsOf(before, entry);
  return {
    entry,
    ...(isWider && { turns: true }),
    ...(lists && { lists }),
    ...(tells && { tells: true }),
    ...(isReviewed(before, entry) && { reviews: true }),
    ...newsIn(before, entry),
  };
}

function isReviewed(before: Fields, { state, reviewAt }: Fields): boolean {
  if (state !== 'published' || !reviewAt) return false;
  return before.state !== 'published' || before.reviewAt?.getTime() !== reviewAt.getTime();
}

/** What whoever follows it, or its topics, is told of. A small fix tells nobody. */
function newsIn(before: EntryRecord, after: Fields): Pick<EntryData, 'renews' | 'begins'> {
  const { current } = versionsOf(after);
  const isNew = current.no !== versionsOf(before).current.no && !current.isSmall;
  return { ...(isNew && { renews: current.no }), ...(!before.publishedAt && after.publishedAt && { begins: true }) };
}

const WIDEST: readonly EntryAudience[] = ['everyone', 'members', 'groups'];

/** Of what stands in the list, or stood there: the widest of those it was for and is for. */
function listsOf(before: Fields, after: Fields): EntryAudience | null {
  const listed = [before, after].filter(({ state }) => state === 'published').map(({ audience }) => audience);
  return WIDEST.find((one) => listed.includes(one)) ?? null;
}
