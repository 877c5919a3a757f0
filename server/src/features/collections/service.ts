import type * as contract from '@hearth/shared/collections/commands';
import { collectionId as collectionIdSchema, type GivenRow } from '@hearth/shared/collections/entity';
import { collectionError } from '@hearth/shared/collections/errors';
import { collectionLimits } from '@hearth/shared/collections/limits';
import { collectionSteps } from '@hearth/shared/collections/state';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { circlesFor } from '@hearth/shared/library/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { archivedAmong, shelvedAmong } from '../library/access.ts';
import { renderWords } from '../threads/access.ts';
import { dataOf, dated, emptied, fieldsOf, isOf, shownSince } from './changing.ts';
import { readableCollection } from './reading.ts';
import type { CollectionRecord } from './store.ts';
import { collections, type CollectionData } from './stream.ts';

type Draft = typeof contract.draftCollection;
type Change = typeof contract.changeCollection;
type Add = typeof contract.addToCollection;
type Turn = typeof contract.turnCollection;
type Done = OutputOf<Turn>;
type Words = Omit<InputOf<Draft>, 'asItIs'>;

export async function draft(context: Context, input: InputOf<Draft>): Promise<Done> {
  const { byline } = requireCurator(context);
  const id = idFrom(context.commandId);
  const said = await wordsOf(context, input, null);
  const event = await commitAs(context, collections, id, async (held) => {
    if (held) throw commonError('id-taken');
    await note(context, id, { after: { state: 'draft' } });
    const begun: CollectionData['collection'] = {
      ...said,
      ...{ state: 'draft', by: byline, at: context.services.clock.now() },
    };
    return { collection: begun };
  });
  return doneOf(id, event);
}

export async function change(context: Context, input: InputOf<Change>): Promise<Done> {
  const { collectionId, rev, ...words } = input;
  const before = await requireReadable(context, collectionId);
  const said = await wordsOf(context, words, before);
  const event = await commitAs(context, collections, collectionId, async (held) => {
    const now = requireSeen(held, rev);
    await note(context, collectionId, {});
    return dataOf(now, { ...fieldsOf(now), ...said });
  });
  return doneOf(collectionId, event);
}

export async function add(context: Context, { collectionId, entryId, note: words }: InputOf<Add>): Promise<Done> {
  await requireReadable(context, collectionId);
  await requireEntries(context, [entryId]);
  const event = await commitAs(context, collections, collectionId, async (held) => {
    if (!held || held.state === 'removed') throw commonError('no-such-thing');
    const row = { kind: 'entry', entryId, note: words } as const;
    const isThere = held.rows.some((one) => isOf(one, entryId));
    if (!isThere) await requireNew([entryId]);
    const given = isThere ? held.rows.map((one) => (isOf(one, entryId) ? row : one)) : [...held.rows, row];
    const rows = dated(given, held.rows, context.services.clock.now());
    requireRoom(rows);
    await note(context, collectionId, {});
    return dataOf(held, { ...fieldsOf(held), rows });
  });
  return doneOf(collectionId, event);
}

export async function turn(context: Context, { collectionId, rev, act }: InputOf<Turn>): Promise<Done> {
  await requireReadable(context, collectionId);
  const { from, to } = collectionSteps[act];
  const event = await commitAs(context, collections, collectionId, async (held) => {
    const before = requireSeen(held, rev);
    if (!from.includes(before.state)) throw collectionError('collection-changed');
    if (act === 'publish' && !before.rows.some(({ kind }) => kind === 'entry'))
      throw collectionError('collection-empty');
    await note(context, collectionId, { before: { state: before.state }, after: { state: to } });
    const at = context.services.clock.now();
    const rows = act === 'publish' ? shownSince(before.rows, before, at) : before.rows;
    const after = { ...fieldsOf(before), rows, state: to, at };
    return dataOf(before, to === 'removed' ? emptied(after) : after);
  });
  return doneOf(collectionId, event);
}

/** For now moderators and admins, as of the entries of the library; of collections also those that others began. */
function requireCurator(context: Context) {
  const person = requirePerson(context);
  if (!isStaff(person.actor)) throw commonError('not-allowed');
  return person;
}

async function requireReadable(context: Context, id: string): Promise<CollectionRecord> {
  requirePerson(context);
  const found = await readableCollection(context, id);
  if (!found) throw commonError('no-such-thing');
  requireCurator(context);
  return found;
}

function requireSeen(held: CollectionRecord | null, rev: number): CollectionRecord {
  if (!held || held.state === 'removed') throw commonError('no-such-thing');
  if (held.seq !== rev) throw collectionError('collection-changed');
  return held;
}

async function requireEntries(context: Context, ids: readonly string[]): Promise<void> {
  const found = await shelvedAmong(context, ids, { all: true });
  if (ids.some((id) => !found.has(id))) throw commonError('no-such-thing', { fields: { rows: 'choice' } });
}

/** What is archived stays where it stands, and comes nowhere else. */
async function requireNew(ids: readonly string[]): Promise<void> {
  if ((await archivedAmong(ids)).length > 0)
    throw collectionError('collection-archived', { fields: { rows: 'choice' } });
}

function requireRoom(rows: readonly unknown[]): void {
  const most = collectionLimits.rows;
  if (rows.length > most) throw collectionError('collection-full', { params: { most } });
}

async function wordsOf(context: Context, words: Words, before: CollectionRecord | null) {
  const { title, audience } = words;
  const { actor } = requirePerson(context);
  const groups = audience === 'groups' ? [...new Set(words.groups)] : [];
  const known = [...actor.groups, ...(before?.groups ?? [])];
  if (audience === 'groups' && (groups.length === 0 || groups.some((one) => !known.includes(one))))
    throw commonError('invalid-input', { fields: { groups: 'choice' } });
  const rows = dated(onceEach(words.rows), before?.rows ?? [], context.services.clock.now());
  const held = new Set(before?.rows.flatMap((row) => (row.kind === 'entry' ? [row.entryId] : [])));
  const added = rows.flatMap((row) => (row.kind === 'entry' && !held.has(row.entryId) ? [row.entryId] : []));
  await requireEntries(context, added);
  await requireNew(added);
  const html = words.intro && (await renderWords(context.services, words.intro));
  const intro = { text: words.intro, html };
  return { title, intro, rows, audience, groups, circles: circlesFor({ audience, groups }) };
}

/** Where an entry is named twice, the first place counts. */
function onceEach(rows: readonly GivenRow[]): readonly GivenRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (row.kind === 'heading') return true;
    const isNew = !seen.has(row.entryId);
    seen.add(row.entryId);
    return isNew;
  });
}

type Noted = Pick<Parameters<Context['audit']>[0], 'before' | 'after'>;

async function note(context: Context, id: string, noted: Noted): Promise<void> {
  await context.audit({ on: { kind: 'collection', id }, ...noted });
}

function doneOf(id: string, event: { readonly seq: number; readonly data: CollectionData } | null): Done {
  if (!event) throw commonError('internal');
  return { id: collectionIdSchema.parse(id), state: event.data.collection.state, rev: event.seq };
}
