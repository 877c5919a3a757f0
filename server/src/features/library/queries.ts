import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { START } from '@hearth/shared/kernel/protocol';
import { turn } from '@hearth/shared/library/commands';
import { versionTurn } from '@hearth/shared/library/version-commands';
import type { Entry } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { actsFor, circlesOf, standingsOf } from '@hearth/shared/library/policy';
import type * as contract from '@hearth/shared/library/queries';
import { noteLook } from '../../request/audit.ts';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { withCounts } from '../entry-counts/access.ts';
import { knownGroups } from '../groups/access.ts';
import { indexedOf, libraryIndex, topicsInPlace } from './finding.ts';
import { LIST, revOf } from './list.ts';
import { presentClosed, presentEntry, presentRow } from './present.ts';
import { isListed, readView } from './reading.ts';
import { isTrusted } from './trusted.ts';
import { asOf, presentVersions } from './version-queries.ts';
import { versionsOf } from './version-record.ts';
import { shownFrom } from './taking.ts';
import {
  countRenewed,
  countWaiting,
  findList,
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

const { page } = libraryLimits;

function cursorIn({ after }: InputOf<Mine>): Cursor | null {
  return after ? { at: new Date(after.at), id: after.id } : null;
}

async function pageOf(found: readonly EntryRecord[], atOf: (entry: EntryRecord) => Date = ({ at }) => at) {
  const rows = found.slice(0, page).map((entry) => presentRow(entry, atOf(entry)));
  return { entries: await withCounts(rows), more: found.length > page };
}

/** How far it is is read first, so that what is shown is at least as new as the position says (promise L3). */
export async function list(context: QueryContext, { after, ...choice }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor, services } = context;
  const head = await findList(LIST);
  const [index, topicOf] = await Promise.all([libraryIndex(services), topicsInPlace(services)]);
  const { ids, total, counts, without } = index.search({
    ...{ circles: circlesOf(actor), topicOf, most: page + 1 },
    chosen: { ...choice, year: choice.year?.map(String) },
    after: after ? { order: Date.parse(after.at), id: after.id } : null,
  });
  const entries = (await readEntries(ids.slice(0, page))).filter((entry) => isListed(actor, entry));
  return {
    entries: await withCounts(entries.map((entry) => presentRow(entry, entry.publishedAt ?? entry.at))),
    ...{ more: ids.length > page, total, facets: counts, without },
    rev: head ? await revOf(context, head) : 0,
    position: head ? { seq: head.seq, mark: head.mark } : START,
  };
}

export async function related(context: QueryContext, { entryId }: InputOf<Related>): Promise<OutputOf<Related>> {
  const { actor, services } = context;
  const seen = await readView(context, entryId);
  if (!seen) throw commonError('no-such-thing');
  if (seen.view === 'closed') return { entries: [] };
  const [index, topicOf] = await Promise.all([libraryIndex(services), topicsInPlace(services)]);
  const asked = { circles: circlesOf(actor), topicOf, most: libraryLimits.related };
  const found = await readEntries(index.related(indexedOf(seen.entry), asked));
  const entries = found.filter((entry) => isListed(actor, entry));
  return { entries: entries.map((entry) => presentRow(entry, entry.publishedAt ?? entry.at)) };
}

export async function get(context: QueryContext, { entryId, version }: InputOf<Get>): Promise<OutputOf<Get>> {
  const seen = await readView(context, entryId);
  if (!seen) throw commonError('no-such-thing');
  const { actor } = context;
  const { entry, view } = seen;
  const position = { seq: entry.seq, mark: entry.mark };
  if (view === 'closed') return { entry: null, closed: presentClosed(entry), may: NOTHING, versions: null, position };
  const standings = standingsOf(actor, entry);
  // What nobody has sent yet is shown to whoever looks after the library, and that is noted.
  if (entry.state === 'draft' && standings.includes('curator'))
    await noteLook(context, 'library.entry', { on: { kind: 'entry', id: entryId }, about: entry.by?.personId });
  const acts = actsFor(actor, entry);
  const kept = standings.length > 0 ? await keptOf(context, entry) : null;
  const may = {
    change: acts.includes('edit') || acts.includes('mend'),
    turns: acts.flatMap((act) => turn.safeParse(act).data ?? []),
    renew: acts.includes('renew'),
    fix: acts.includes('fix') && (await isTrusted(entry)),
    versions: acts.flatMap((act) => versionTurn.safeParse(act).data ?? []),
  };
  const from = await shownFrom(context, entry.from);
  const shown = presentEntry(asOf(entry, version), from, kept);
  return { entry: shown, closed: null, may, versions: presentVersions(entry, version, kept !== null), position };
}

const NOTHING: OutputOf<Get>['may'] = { change: false, turns: [], renew: false, fix: false, versions: [] };

async function keptOf(context: QueryContext, entry: EntryRecord): Promise<Entry['kept']> {
  const { summary, groups, mayShare, decidedBy, publishedBy, suggestedBy = null } = entry;
  const known = await knownGroups(context, groups);
  const named = groups.map((id) => ({ id, name: known.get(id)?.name ?? '' }));
  return { summary: summary.text, groups: named, mayShare, decidedBy, publishedBy, suggestedBy };
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

function requireCurator(context: QueryContext): void {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
}
