import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/library/commands';
import { entryId as entryIdSchema } from '@hearth/shared/library/entity';
import { noFacets, type EntryFacets } from '@hearth/shared/library/facets';
import { libraryError } from '@hearth/shared/library/errors';
import { circlesFor, mayDo, standingFor, type Standing } from '@hearth/shared/library/policy';
import { reviewDate } from '@hearth/shared/library/review';
import { needsReason, needsWhole, stateAfter, type Act } from '@hearth/shared/library/state';
import { tagId } from '@hearth/shared/tags/entity';
import { commitAs, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { dropFiles, willDrop } from '../files/access.ts';
import { chosen } from '../tags/access.ts';
import { renderWords } from '../threads/access.ts';
import { begun, requireFew } from './beginning.ts';
import { dataOf, emptied, fieldsOf, requireWhole, turned } from './changing.ts';
import { filesIn, languagesOf, partsFor, refsOf, subjectOfEntry } from './parts.ts';
import { readView } from './reading.ts';
import { askedAnew, requireAnswered } from './naming.ts';
import type { EntryRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';
import { allParts } from './version-record.ts';
import { NOTHING_TAKEN, takenParts } from './taking.ts';

type Draft = typeof contract.draftEntry;
type Change = typeof contract.changeEntry;
type Turn = typeof contract.turnEntry;
type Done = OutputOf<Turn>;
type Words = Omit<InputOf<Draft>, 'asItIs' | 'from'>;

export async function draft(context: Context, input: InputOf<Draft>): Promise<Done> {
  const { actor, byline } = requirePerson(context);
  if (!mayDo(actor, 'propose')) throw commonError('not-allowed');
  const id = idFrom(context.commandId);
  const { from, ...words } = input;
  const said = await wordsOf(context, words, null);
  const event = await commitAs(context, entries, id, async (held) => {
    if (held) throw commonError('id-taken');
    await requireFew(actor.id);
    const taken = from ? await takenParts(context, from, { entryId: id, given: input.parts }) : NOTHING_TAKEN;
    const parts = await partsFor(context, taken.given ?? input.parts, taken.parts);
    const its = { ...said, parts, languages: languagesOf(parts), from: taken.from };
    return { entry: begun(its, byline, context.services.clock.now()) };
  });
  return doneOf(id, event);
}

/** By its owner, until it is sent and where changes are asked for; by a curator, what was sent or is published. */
export async function change(context: Context, input: InputOf<Change>): Promise<Done> {
  const { entryId, rev, ...words } = input;
  const { entry, act, standing } = await requireMay(context, entryId, ['edit', 'mend']);
  const said = await wordsOf(context, words, entry);
  let before = entry;
  const event = await commitAs(context, entries, entryId, async (held): Promise<EntryData> => {
    before = requireSeen(held, rev, act);
    const parts = await partsFor(context, words.parts, before.parts);
    const isMended = act === 'mend';
    if (before.state === 'published') requireSameParts(words.parts, before);
    const after = {
      ...{ ...fieldsOf(before), ...said, parts, languages: languagesOf(parts, before.note) },
      // That one may share it is for its owner to say.
      ...(before.checkedAt && { reviewAt: reviewDate(said.kind, before.checkedAt) }),
      ...(isMended ? { mayShare: before.mayShare } : { at: context.services.clock.now() }),
    };
    if (isMended) requireWhole(after);
    await note(context, standing, before, isMended ? sharedAs(before, after) : {});
    const asked = isMended ? null : askedAnew(before, after);
    return { ...dataOf(before, asked ? { ...after, note: asked } : after), ...(asked && { asks: true }) };
  });
  if (event)
    await dropFiles(context.services, subjectOfEntry(entryId), filesIn(before.parts), filesIn(event.data.entry.parts));
  return doneOf(entryId, event);
}

/** What an act says more than the state it leads to. */
export type Beside = Pick<EntryData, 'replaces'> & Pick<EntryData['entry'], 'successor'>;
type Named = Pick<InputOf<Turn>, 'entryId' | 'rev' | 'act' | 'reason'>;

/** Before an entry is archived there is more to be asked; see `archiving.ts`. */
export async function turn(
  context: Context,
  named: Named & { readonly act: Exclude<Named['act'], 'archive'> },
): Promise<Done> {
  return turnWith(context, named, async () => ({}));
}

export async function turnWith(
  context: Context,
  { entryId, rev, act, reason }: Named,
  ask: (before: EntryRecord) => Promise<Beside>,
): Promise<Done> {
  if (needsReason(act) && !reason) throw libraryError('library-reason', { fields: { reason: 'missing' } });
  let before: EntryRecord | null = null;
  const event = await commitAs(context, entries, entryId, async (held) => {
    // In the decision: whoever discarded a draft may not read it any more, and still has the same answer once more.
    const { standing } = await requireMay(context, entryId, [act]);
    before = requireSeen(held, rev, act);
    if (needsWhole(act)) requireWhole(before);
    const by = standing === 'owner' ? null : requirePerson(context).byline;
    const { replaces, ...beside } = await ask(before);
    if (act === 'publish' || act === 'publish-own') requireAnswered(before);
    const after = { ...turned(before, { act, reason, by, at: context.services.clock.now() }), ...beside };
    await note(context, standing, before, { before: { state: before.state }, after: { state: after.state }, reason });
    if (act === 'confirm' || act === 'unname') return quietly(before, after);
    if (after.state !== 'removed') return { ...dataOf(before, after, by !== null), ...(replaces && { replaces }) };
    const ids = filesIn(allParts(before)).map(({ fileId }) => fileId);
    await willDrop(context, ids);
    return dataOf(before, emptied(after), by !== null);
  });
  if (before && event?.data.entry.state === 'removed')
    await dropFiles(context.services, subjectOfEntry(entryId), filesIn(allParts(before)));
  return doneOf(entryId, event);
}

/** The list says nothing of it, and nobody has to be told. */
function quietly(before: EntryRecord, after: EntryData['entry']): EntryData {
  const { lists: _, ...data } = dataOf(before, after);
  return data;
}

export interface May<A> {
  readonly entry: EntryRecord;
  readonly act: A;
  readonly standing: Standing;
}

/** The first of these acts that somebody may do, whatever state it is in; what one may not read does not exist. */
export async function requireMay<A extends Act>(
  context: QueryContext,
  id: string,
  acts: readonly A[],
): Promise<May<A>> {
  const { actor } = requirePerson(context);
  const seen = await readView(context, id);
  if (!seen) throw commonError('no-such-thing');
  for (const act of acts) {
    const standing = standingFor(actor, seen.entry, act);
    if (standing) return { entry: seen.entry, act, standing };
  }
  throw commonError('not-allowed');
}

/** As it was read, and so that the act leads on from there. */
function requireSeen(held: EntryRecord | null, rev: number, act: Act): EntryRecord {
  if (!held) throw commonError('no-such-thing');
  if (held.seq !== rev) throw libraryError('library-changed');
  if (stateAfter(act, held.state) === null) throw libraryError('library-not-now');
  return held;
}

/** Of what is published only what its files and links are called may change: others have linked to them. */
function requireSameParts(given: Words['parts'], { parts }: EntryRecord): void {
  const [wanted, kept] = [refsOf(given).sort(), refsOf(parts).sort()];
  if (wanted.join('\n') !== kept.join('\n')) throw libraryError('library-by-version', { fields: { parts: 'version' } });
}

/** What of a curator's change says more than words: for whom it is, and what others may do with it. */
function sharedAs(before: EntryRecord, after: Pick<EntryRecord, 'audience' | 'licence'>): Noted {
  const told = ({ audience, licence }: Pick<EntryRecord, 'audience' | 'licence'>) => ({
    audience,
    licence: licence ?? '',
  });
  return { before: told(before), after: told(after) };
}

type Noted = Pick<Parameters<Context['audit']>[0], 'before' | 'after' | 'reason'>;

/** What one does with one's own is nobody's business, unless an admin does it in the place of a curator. */
export async function note(
  context: Context,
  standing: Standing,
  { _id: id, by }: EntryRecord,
  noted: Noted,
): Promise<void> {
  if (standing !== 'owner') await context.audit({ on: { kind: 'entry', id }, about: by?.personId, ...noted });
}

async function wordsOf(context: Context, words: Words, before: EntryRecord | null) {
  const { kind, title, audience, licence, credit, mayShare } = words;
  const { actor } = requirePerson(context);
  const groups = audience === 'groups' ? [...new Set(words.groups)] : [];
  const known = [...actor.groups, ...(before?.groups ?? [])];
  if (audience === 'groups' && (groups.length === 0 || groups.some((one) => !known.includes(one))))
    throw commonError('invalid-input', { fields: { groups: 'choice' } });
  const html = words.summary && (await renderWords(context.services, words.summary));
  const summary = { text: words.summary, html };
  return {
    kind,
    title,
    summary,
    audience,
    groups,
    circles: circlesFor({ audience, groups }),
    licence,
    credit,
    mayShare,
    facets: await facetsFor(context, words.facets, before?.facets),
  };
}

/** Where nothing is said of them they stay; topics are those of the network's list. */
async function facetsFor(
  { services }: Context,
  given: Words['facets'],
  held: EntryFacets = noFacets,
): Promise<EntryFacets> {
  if (!given) return held;
  const topics = await chosen(services, given.topics, held.topics);
  const { areas, grades, readers } = given;
  const once = { areas: [...new Set(areas)], grades: [...new Set(grades)], readers: [...new Set(readers)] };
  return { ...given, ...once, topics: topics.map((id) => tagId.parse(id)) };
}

function doneOf(id: string, event: { readonly seq: number; readonly data: EntryData } | null): Done {
  if (!event) throw commonError('internal');
  return { id: entryIdSchema.parse(id), state: event.data.entry.state, rev: event.seq };
}
