import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { fileId } from '@hearth/shared/files/entity';
import { isStaff } from '@hearth/shared/kernel/access';
import { folded } from '@hearth/shared/kernel/folded';
import { commonError } from '@hearth/shared/kernel/errors';
import { START } from '@hearth/shared/kernel/protocol';
import { turn } from '@hearth/shared/library/commands';
import { versionTurn } from '@hearth/shared/library/version-commands';
import { entryId, type Entry, type LibraryOrder } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { actsFor, circlesOf, mayDo, standingsOf } from '@hearth/shared/library/policy';
import type * as contract from '@hearth/shared/library/queries';
import { noteLook } from '../../request/audit.ts';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { withCounts } from '../entry-counts/access.ts';
import { hintsIn } from '../files/access.ts';
import { knownGroups } from '../groups/access.ts';
import { indexedOf, libraryIndex, topicsInPlace } from './finding.ts';
import { LIST, revOf } from './list.ts';
import { namedIn } from './naming.ts';
import { presentClosed, presentEntry, presentRow } from './present.ts';
import type { Rank } from './ranks.ts';
import { isListed, readView } from './reading.ts';
import { shownSuccessor } from './succeeding.ts';
import { isTrusted } from './trusted.ts';
import { asOf, presentVersions } from './version-queries.ts';
import { versionsOf } from './version-record.ts';
import { shownFrom } from './taking.ts';
import {
  countRenewed,
  countWaiting,
  findList,
  readDue,
  readEntries,
  readOwn,
  readRenewed,
  readWaiting,
  type Cursor,
  type EntryRecord,
} from './store.ts';

type List = typeof contract.listLibrary;
type Related = typeof contract.relatedEntries;
type Get = typeof contract.getEntry;
type Mine = typeof contract.ownEntries;
type Queue = typeof contract.libraryQueue;
type Renewed = typeof contract.waitingVersions;
type Due = typeof contract.dueEntries;

const { page } = libraryLimits;
const DAY_MS = 24 * 60 * 60_000;

function cursorIn({ after }: InputOf<Mine>): Cursor | null {
  return after ? { at: new Date(after.at), id: after.id } : null;
}

async function pageOf(found: readonly EntryRecord[], atOf: (entry: EntryRecord) => Date = ({ at }) => at) {
  const rows = found.slice(0, page).map((entry) => presentRow(entry, atOf(entry)));
  return { entries: await withCounts(rows), more: found.length > page };
}

/** How far it is is read first, so that what is shown is at least as new as the position says (promise L3). */
export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const { after, title = '', by = 'newest', ...choice } = input;
  const { actor, services } = context;
  const head = await findList(LIST);
  const [index, topicOf] = await Promise.all([libraryIndex(services, by), topicsInPlace(services)]);
  const { ids, ranks, total, counts, without } = index.search({
    ...{ circles: circlesOf(actor), topicOf, by, most: page + 1 },
    chosen: { ...choice, year: choice.year?.map(String) },
    words: folded(title).split(/\s+/).filter(Boolean),
    after: after
      ? { order: Date.parse(after.at), count: by === 'newest' ? 0 : (after.count ?? 0), id: after.id }
      : null,
  });
  const entries = (await readEntries(ids.slice(0, page))).filter((entry) => isListed(actor, entry));
  return {
    entries: await withCounts(entries.map((entry) => presentRow(entry, entry.publishedAt ?? entry.at))),
    ...{ more: ids.length > page, total, facets: counts, without },
    next: ids.length > page ? placeOf(ids[page - 1], ranks[page - 1], by) : null,
    rev: head ? await revOf(context, head) : 0,
    position: head ? { seq: head.seq, mark: head.mark } : START,
  };
}

/** Where an entry stood when it was found, whatever is counted of it meanwhile. */
function placeOf(id: string | undefined, rank: Rank | undefined, by: LibraryOrder): OutputOf<List>['next'] {
  if (!id || !rank) return null;
  const { order, count } = rank;
  return { at: new Date(order).toISOString(), id: entryId.parse(id), ...(by !== 'newest' && { count }) };
}

export async function related(context: QueryContext, { entryId: id }: InputOf<Related>): Promise<OutputOf<Related>> {
  const { actor, services } = context;
  const seen = await readView(context, id);
  if (!seen) throw commonError('no-such-thing');
  if (seen.view === 'closed') return { entries: [] };
  const [index, topicOf] = await Promise.all([libraryIndex(services), topicsInPlace(services)]);
  const asked = { circles: circlesOf(actor), topicOf, most: libraryLimits.related };
  const found = await readEntries(index.related(indexedOf(seen.entry), asked));
  const entries = found.filter((entry) => isListed(actor, entry));
  return { entries: entries.map((entry) => presentRow(entry, entry.publishedAt ?? entry.at)) };
}

export async function get(context: QueryContext, { entryId: id, version }: InputOf<Get>): Promise<OutputOf<Get>> {
  const seen = await readView(context, id);
  if (!seen) throw commonError('no-such-thing');
  const { actor } = context;
  const { entry, view } = seen;
  if (version !== undefined && !mayDo(actor, 'read-old', entry)) throw commonError('no-such-thing');
  const position = { seq: entry.seq, mark: entry.mark };
  const successor = await shownSuccessor(context, entry);
  if (view === 'closed')
    return { entry: null, closed: presentClosed(entry, successor), may: NOTHING, versions: null, position };
  const standings = standingsOf(actor, entry);
  // What nobody has sent yet is shown to whoever looks after the library, and that is noted.
  if (entry.state === 'draft' && standings.includes('curator'))
    await noteLook(context, 'library.entry', { on: { kind: 'entry', id }, about: entry.by?.personId });
  const acts = actsFor(actor, entry);
  const kept = standings.length > 0 ? await keptOf(context, asOf(entry, version)) : null;
  const may = {
    change: acts.includes('edit') || acts.includes('mend'),
    turns: acts.flatMap((act) => turn.safeParse(act).data ?? []),
    renew: acts.includes('renew'),
    fix: acts.includes('fix') && (await isTrusted(entry)),
    versions: acts.flatMap((act) => versionTurn.safeParse(act).data ?? []),
  };
  const from = await shownFrom(context, entry.from);
  const shown = presentEntry(asOf(entry, version), { from, successor, kept, now: context.services.clock.now() });
  return { entry: shown, closed: null, may, versions: presentVersions(entry, version, kept !== null), position };
}

const NOTHING: OutputOf<Get>['may'] = { change: false, turns: [], renew: false, fix: false, versions: [] };

async function keptOf(context: QueryContext, entry: EntryRecord): Promise<Entry['kept']> {
  const { summary, groups, mayShare, reviewAt, decidedBy, publishedBy, suggestedBy = null, parts } = entry;
  const known = await knownGroups(context, groups);
  const named = groups.map((id) => ({ id, name: known.get(id)?.name ?? '' }));
  const shown = [...parts, ...(entry.versions?.proposed?.parts ?? [])];
  const hints = await hintsIn(shown.flatMap((part) => (part.kind === 'file' ? [part.fileId] : [])));
  return {
    ...{ summary: summary.text, groups: named, mayShare, reviewAt: reviewAt?.toISOString() ?? null },
    ...{ decidedBy, publishedBy, suggestedBy, asking: namedIn(entry, 'waiting') },
    hints: hints.map((one) => ({ fileId: fileId.parse(one.id), hints: one.hints })),
  };
}

export async function mine(context: QueryContext, input: InputOf<Mine>): Promise<OutputOf<Mine>> {
  const personId = personIdOf(context.actor);
  if (personId === null) return { entries: [], more: false };
  return pageOf(await readOwn(personId, cursorIn(input), page + 1));
}

export async function queue(context: QueryContext, input: InputOf<Queue>): Promise<OutputOf<Queue>> {
  requireCurator(context);
  const [found, submitted, renewed] = await Promise.all([
    readWaiting(cursorIn(input), page + 1),
    countWaiting(),
    countRenewed(),
  ]);
  return { ...(await pageOf(found)), waiting: submitted + renewed };
}

export async function renewed(context: QueryContext, input: InputOf<Renewed>): Promise<OutputOf<Renewed>> {
  requireCurator(context);
  const found = await readRenewed(cursorIn(input), page + 1);
  return pageOf(found, (entry) => versionsOf(entry).proposed?.at ?? entry.at);
}

export async function due(context: QueryContext, input: InputOf<Due>): Promise<OutputOf<Due>> {
  requireCurator(context);
  const now = context.services.clock.now();
  const askedBefore = new Date(now.getTime() - libraryLimits.answerDays * DAY_MS);
  const found = await readDue({ now, askedBefore }, cursorIn(input), page + 1);
  return pageOf(found, (entry) => entry.reviewAt ?? entry.at);
}

function requireCurator(context: QueryContext): void {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
}
