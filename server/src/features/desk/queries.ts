import { deskEntryId, type DeskFilter } from '@hearth/shared/desk/entity';
import { deskAreas, deskKinds, type DeskArea } from '@hearth/shared/desk/kinds';
import type * as contract from '@hearth/shared/desk/queries';
import { deskLimits } from '@hearth/shared/desk/limits';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { START } from '@hearth/shared/kernel/protocol';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { boardsWith, presentBoard } from '../boards/access.ts';
import { presentRows } from './present.ts';
import { requireScope, type Scope } from './scope.ts';
import { countEntries, findDesk, readEntries, readEntriesById, type EntryRecord, type Wanted } from './store.ts';
import { readUnanswered } from './unanswered.ts';

type List = typeof contract.listDesk;
type Show = typeof contract.showDesk;

const DAY_MS = 86_400_000;

/** The position is read first, so that what is shown is at least as new as it says (promise L3). */
export async function list(context: QueryContext, { filter, before }: InputOf<List>): Promise<OutputOf<List>> {
  const scope = await requireScope(context, filter.boardId);
  const desk = await findDesk(scope.id);
  const after = before ? { at: new Date(before.at), id: before.id } : null;
  const wanted = wantedOf(context, scope, filter);
  const entries = filter.unanswered
    ? await readUnanswered(wanted, context.services.clock.now(), after)
    : await readEntries(wanted, after, deskLimits.page);
  const [rows, counts, boards] = await Promise.all([
    presentRows(context, scope, entries),
    countAll(context, scope),
    boardsWith(context, 'moderate'),
  ]);
  const last = entries.length === deskLimits.page ? entries.at(-1) : undefined;
  return {
    rows,
    next: last ? { at: last.at.toISOString(), id: deskEntryId.parse(last._id) } : null,
    counts,
    boards: boards.map(presentBoard).map(({ id, name }) => ({ id, name })),
    isAll: scope.isAll,
    position: desk ? { seq: desk.seq, mark: desk.mark } : START,
  };
}

export async function show(context: QueryContext, { filter, ids }: InputOf<Show>): Promise<OutputOf<Show>> {
  const scope = await requireScope(context, filter.boardId);
  const wanted = wantedOf(context, scope, filter);
  const entries = (await readEntriesById(ids)).filter((entry) => isWanted(wanted, entry));
  return { rows: await presentRows(context, scope, entries) };
}

function wantedOf(
  { actor }: QueryContext,
  { boards, isAll }: Scope,
  { areas, personId, language, needsDecision, withFiles, from, to }: DeskFilter,
): Wanted {
  return {
    boards: [...(isAll ? [null] : []), ...boards.map(({ _id }) => _id)],
    kinds: areas?.flatMap((area) => deskKinds[area]),
    personId,
    language,
    needsDecision,
    withFiles,
    reader: personIdOf(actor) ?? undefined,
    from: from === undefined ? undefined : new Date(`${from}T00:00:00.000Z`),
    to: to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00.000Z`) + DAY_MS),
  };
}

function isWanted(wanted: Wanted, entry: EntryRecord): boolean {
  const { boards, kinds, personId, language, needsDecision, withFiles, reader, from, to } = wanted;
  return (
    boards.includes(entry.boardId) &&
    (kinds?.includes(entry.kind) ?? true) &&
    (personId === undefined || entry.personId === personId) &&
    (language === undefined || entry.language === language) &&
    (!needsDecision || entry.needsDecision) &&
    (!withFiles || entry.withFiles === true) &&
    (reader === undefined || entry.about !== reader) &&
    (!from || entry.at >= from) &&
    (!to || entry.at < to)
  );
}

async function countAll(context: QueryContext, scope: Scope): Promise<Record<DeskArea, number>> {
  const from = new Date(context.services.clock.now().getTime() - DAY_MS);
  const all = { ...wantedOf(context, scope, {}), from };
  const count = (area: DeskArea) => countEntries({ ...all, kinds: deskKinds[area] });
  const [posts = 0, held = 0, questions = 0, rooms = 0, people = 0, reports = 0, acts = 0] = await Promise.all(
    deskAreas.map(count),
  );
  return { posts, held, questions, rooms, people, reports, acts };
}
