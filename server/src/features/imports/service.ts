import type * as contract from '@hearth/shared/imports/commands';
import {
  importId as importIdRule,
  importRowState,
  type ImportAct,
  type ImportFile,
  type ImportSheet,
} from '@hearth/shared/imports/entity';
import { importError } from '@hearth/shared/imports/errors';
import { importLimits } from '@hearth/shared/imports/limits';
import type * as queries from '@hearth/shared/imports/queries';
import { importSteps, isUnderWay } from '@hearth/shared/imports/state';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { entryId as entryIdRule } from '@hearth/shared/library/entity';
import { mayDo as mayUseLibrary } from '@hearth/shared/library/policy';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { giveFiles } from '../files/access.ts';
import {
  besideOf,
  dropBeside,
  endLater,
  giveToImport,
  keptOf,
  namedBy,
  requireTable,
  subjectOfImport,
  willDropBeside,
} from './beside.ts';
import { FileShelf, type Beside } from './file-shelf.ts';
import { scheduleReading } from './reading.ts';
import { rowRecordsOf } from './rows.ts';
import { schedule } from './running.ts';
import {
  countRows,
  findImport,
  keepRows,
  putImport,
  readLatest,
  readRows,
  turn,
  type ImportRecord,
  type ImportRowRecord,
} from './store.ts';
import { readTable } from './table.ts';

type Check = typeof contract.checkImport;
type Turn = typeof contract.turnImport;
type Get = typeof queries.getImport;
type List = typeof queries.listImports;

const DAY_MS = 86_400_000;

function endOf(at: Date): Date {
  return new Date(at.getTime() + importLimits.days * DAY_MS);
}

/** Nothing comes to the library: what was found out is kept, so that it can be read, sent and released. */
export async function check(context: Context, input: InputOf<Check>): Promise<OutputOf<Check>> {
  const { byline } = requireCurator(context);
  const id = idFrom(context.commandId);
  const found = await findImport(id);
  if (found) {
    // Of what died in between.
    if (found.reading) await beginReading(context, found, found.reading.table);
    return { id: importIdRule.parse(id) };
  }
  const at = context.services.clock.now();
  const begun = { _id: id, name: input.name, by: byline, releasedBy: null, at, turnedBy: '', endsAt: endOf(at) };
  const beside = await besideOf(context, input.files ?? []);
  if (input.table) await checkLater(context, { ...begun, state: 'reading', reading: { table: input.table, beside } });
  else await checkNow(context, { ...begun, state: 'checked' }, { csv: input.csv, beside });
  return { id: importIdRule.parse(id) };
}

interface Table {
  readonly csv: string;
  readonly beside: readonly Beside[];
}

async function checkNow(context: Context, begun: ImportRecord, { csv, beside }: Table): Promise<void> {
  const rows = readTable(csv, new FileShelf(beside));
  await context.audit({ on: { kind: 'entry', id: begun._id }, after: { rows: `${rows.length}` } });
  const records = await rowRecordsOf(begun, rows);
  const kept = beside.length > 0 && { files: keptOf(beside, namedBy(records)) };
  await putImport({ ...begun, ...kept }, records);
}

/** A large one, by a job. */
async function checkLater(
  context: Context,
  begun: ImportRecord & Required<Pick<ImportRecord, 'reading'>>,
): Promise<void> {
  const table = begun.reading?.table ?? '';
  await requireTable(context, table);
  await context.audit({ on: { kind: 'entry', id: begun._id } });
  await putImport(begun, []);
  await beginReading(context, begun, table);
}

/** The table is the import's from here on, so that it is there for as long as it is read. Harmless when it is done again. */
async function beginReading({ services }: Context, found: ImportRecord, table: string): Promise<void> {
  await endLater(services, found, found.endsAt);
  await giveFiles(subjectOfImport(found._id), [{ fileId: table }]);
  await scheduleReading(services, found);
}

export async function turnOn(context: Context, { importId, act }: InputOf<Turn>): Promise<OutputOf<Turn>> {
  const { byline } = requireCurator(context);
  const { commandId, services } = context;
  const before = await findImport(importId);
  if (!before) throw commonError('no-such-thing');
  if (!mayDo(context, before).includes(act)) throw commonError('not-allowed');
  const { from, to } = importSteps[act];
  if (before.turnedBy !== commandId) {
    if (act === 'send') await prepare(context, before);
    if (act === 'discard') await willDropBeside(context, importId);
    const about = before.by?.personId;
    await context.audit({ on: { kind: 'entry', id: importId }, about, before: { state: from }, after: { state: to } });
    const endsAt = endOf(services.clock.now());
    await keepRows(importId, endsAt);
    await endLater(services, before, endsAt);
    const after = { state: to, turnedBy: commandId, endsAt, ...(act === 'release' && { releasedBy: byline }) };
    // The same command may have come twice at once.
    if (!(await turn(importId, from, after)) && (await findImport(importId))?.turnedBy !== commandId)
      throw importError('import-moved');
  }
  if (to === 'discarded') await dropBeside(services, importId);
  if (isUnderWay(to)) await schedule(services, { ...before, turnedBy: commandId });
  return { state: to };
}

/** Before it is sent: what was found out may be a day old, and its files are to wait with it. */
async function prepare(context: Context, found: ImportRecord): Promise<void> {
  if (found.state !== 'checked') throw importError('import-moved');
  if ((await countRows(found._id, 'new')) === 0) throw importError('import-nothing');
  // Before they are the import's, so that none stays for ever.
  await endLater(context.services, found, endOf(context.services.clock.now()));
  await giveToImport(context, found);
}

/** Whoever looks after the library, but that nobody releases their own; admins may, and it is in the log. */
function mayDo({ actor }: QueryContext, { by }: ImportRecord): ImportAct[] {
  if (actor.kind !== 'person') return [];
  const isOwn = by?.personId === actor.id;
  const mayRelease = !isOwn || actor.role === 'admin';
  const mayUndo = mayUseLibrary(actor, 'undo-import');
  return [
    ...(isOwn ? (['send'] as const) : []),
    ...(mayRelease ? (['release'] as const) : []),
    ...(mayUndo ? (['undo'] as const) : []),
    'discard',
  ];
}

export async function get(context: QueryContext, { importId, from }: InputOf<Get>): Promise<OutputOf<Get>> {
  requireCurator(context);
  const found = await findImport(importId);
  if (!found) throw commonError('no-such-thing');
  const { page } = importLimits;
  const rows = await readRows(importId, from, page + 1);
  const files = filesFor(context, found);
  return {
    ...{ sheet: await present(context, found), files, next: rows[page]?.place ?? null },
    rows: rows.slice(0, page).map((row) => presentRow(row, files)),
  };
}

/** Until it is sent they are for whoever brought them, and afterwards for as long as they are beside it. */
function filesFor({ actor }: QueryContext, { state, by, files = [] }: ImportRecord): ImportFile[] {
  if (state === 'checked') return actor.kind === 'person' && by?.personId === actor.id ? [...files] : [];
  return state === 'waiting' || state === 'running' ? files.filter(({ isNamed }) => isNamed) : [];
}

export async function list(context: QueryContext): Promise<OutputOf<List>> {
  requireCurator(context);
  const found = await readLatest(importLimits.listed);
  return { sheets: await Promise.all(found.map((one) => present(context, one))) };
}

async function present(context: QueryContext, found: ImportRecord): Promise<ImportSheet> {
  const { _id, name, state, by, releasedBy, at, fault = null } = found;
  const counted = importRowState.options.map(async (one) => [one, await countRows(_id, one)] as const);
  const counts = Object.fromEntries(await Promise.all(counted));
  const may = mayDo(context, found).filter((act) => importSteps[act].from === state);
  return {
    ...{ id: importIdRule.parse(_id), name, state, fault, by, releasedBy, at: at.toISOString(), may },
    counts: { ...NONE, ...counts },
  };
}

const NONE = { new: 0, known: 0, faulty: 0, done: 0, 'taken-back': 0, touched: 0 };

function presentRow({ line, words, state, faults, entryId }: ImportRowRecord, beside: readonly ImportFile[]) {
  const isThere = state === 'done' || state === 'touched';
  const own = state === 'new' ? (words.files ?? []) : [];
  return {
    ...{ line, title: words.title, state, faults: [...faults] },
    files: own.flatMap(({ fileId }) =>
      beside
        .filter((one) => one.fileId === fileId)
        .map(({ name, size, isPicture, fileId: id }) => ({ fileId: id, name, size, isPicture })),
    ),
    entryId: isThere ? entryIdRule.parse(entryId) : null,
  };
}

function requireCurator(context: QueryContext) {
  const visitor = requirePerson(context);
  if (!mayUseLibrary(visitor.actor, 'import')) throw commonError('not-allowed');
  return visitor;
}
