import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/review/queries';
import type { ReporterRecord } from '@hearth/shared/review/entity';
import { reviewLimits, type ReportReason } from '@hearth/shared/review/limits';
import { isInWork } from '@hearth/shared/review/policy';
import { personIdOf, requirePerson, type QueryContext, type Reader } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { boardsWith, presentBoard } from '../boards/access.ts';
import { shownAppeal } from './appeal-shown.ts';
import { presentItem } from './present.ts';
import { recordsOf } from './reporters.ts';
import { mayReview, namedIn, requireReview } from './rights.ts';
import { inShort, shownTo } from './shown.ts';
import {
  findItem,
  readDecided,
  readOpen,
  readReports,
  readReportsBy,
  type ReviewRecord,
  type Sought,
} from './store.ts';
import { mayTakeOver } from './taking-over.ts';
import { whoMayReview } from './telling.ts';

type List = typeof contract.listReview;
type Get = typeof contract.getReview;
type Count = typeof contract.countReview;

/** Whoever moderates nothing has no queue. */
export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  requirePerson(context);
  const moderated = await boardsWith(context, 'moderate');
  const boards = moderated.map(presentBoard).map(({ id, name }) => ({ id, name }));
  if (boards.length === 0 && !isStaff(context.actor)) return { rows: [], more: false, open: 0, boards };
  const [all, wanted] = [await soughtBy(context), await wantedBy(context, input)];
  const open = await openFor(context, all);
  const sought = narrowed(context, all, input);
  const found = isDecided(input.state)
    ? await readDecidedFor(context, input.state, sought)
    : await openFor(context, sought);
  const rows = [];
  for (const item of found) if (await wanted(item)) rows.push(item);
  const after = input.after ?? 0;
  const shown = rows.slice(after, after + reviewLimits.page);
  return {
    rows: await Promise.all(
      shown.map(async (item) => ({
        item: presentItem(item),
        shown: inShort(await shownTo(context, item.subject, item.boardId)),
      })),
    ),
    more: rows.length > after + shown.length,
    open: open.length,
    boards,
  };
}

const LOOKED_AT = reviewLimits.lookedAt;

function isDecided(state: InputOf<List>['state']): state is 'resolved' | 'rejected' {
  return state === 'resolved' || state === 'rejected';
}

/** Where the reader moderates: what is on no board is for staff. */
async function soughtBy(reader: Reader): Promise<Sought> {
  if (isStaff(reader.actor)) return { boards: null };
  return { boards: (await boardsWith(reader, 'moderate')).map(({ _id }) => _id) };
}

/** What the store can look for is not looked for among the first so many. */
function narrowed({ actor }: QueryContext, { boards }: Sought, { boardId, kind, reason, mine }: InputOf<List>): Sought {
  const at = boardId && (!boards || boards.includes(boardId)) ? [boardId] : boards;
  return { boards: at, kind, reason, with: mine ? (personIdOf(actor) ?? undefined) : undefined };
}

async function openFor(reader: Reader, sought: Sought): Promise<ReviewRecord[]> {
  return firstSeen(reader, LOOKED_AT, (most, from) => readOpen(sought, most, from));
}

async function readDecidedFor(reader: Reader, state: 'resolved' | 'rejected', sought: Sought): Promise<ReviewRecord[]> {
  return firstSeen(reader, LOOKED_AT, (most, from) => readDecided(state, sought, most, from));
}

type ReadSome = (most: number, from: number) => Promise<ReviewRecord[]>;

/** The first so many that the reader may see: neither by their number nor by what is among them anybody learns that there is one about them. */
async function firstSeen(reader: Reader, most: number, readSome: ReadSome): Promise<ReviewRecord[]> {
  const seen: ReviewRecord[] = [];
  for (let from = 0; ; from += most) {
    const some = await readSome(most, from);
    const may = await Promise.all(some.map((item) => mayReview(reader, item)));
    seen.push(...some.filter((_item, place) => may[place]));
    if (seen.length >= most || some.length < most) return seen.slice(0, most);
  }
}

type Wanted = (item: ReviewRecord) => Promise<boolean>;

async function wantedBy(context: QueryContext, input: InputOf<List>): Promise<Wanted> {
  const me = personIdOf(context.actor);
  const now = context.services.clock.now().getTime();
  const reported = input.reporter && (await readReportsBy(input.reporter, LOOKED_AT));
  const ids = reported && new Set(reported.map(({ itemId }) => itemId));
  return async (item) => {
    const { claim, assigned, outcome, reasons, subject } = item;
    const people = [claim?.by, assigned, outcome?.by].map((one) => one?.personId);
    if (input.state === 'in-work' && !isInWork(presentItem(item), now)) return false;
    if (input.mine && !people.some((one) => one === me)) return false;
    if (input.reason && !reasons[input.reason]) return false;
    if (ids && !ids.has(item._id)) return false;
    if (input.author && (await namedIn(subject)) !== input.author) return false;
    return !input.boardId || (await shownTo(context, subject, item.boardId)).board?.id === input.boardId;
  };
}

export async function count(context: QueryContext): Promise<OutputOf<Count>> {
  const none = { open: 0, more: false };
  if (context.actor.kind !== 'person') return none;
  if (!isStaff(context.actor) && (await boardsWith(context, 'moderate')).length === 0) return none;
  const most = reviewLimits.atTab;
  const sought = await soughtBy(context);
  const open = await firstSeen(context, most + 1, (some, from) => readOpen(sought, some, from));
  return { open: Math.min(open.length, most), more: open.length > most };
}

/** The item is read first, so that what is shown is at least as new as the position says (promise L3). */
export async function get(context: QueryContext, { itemId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const item = await requireReview(context, await findItem(itemId));
  const reports = await readReports(itemId);
  const reporters = await readActive(reports.flatMap(({ by }) => by?.personId ?? []));
  const bylines = new Map<string, (typeof reporters)[number]['byline']>(
    reporters.map(({ id, byline }) => [id, byline]),
  );
  const records = await recordsOf(context, itemId, [...bylines.keys()]);
  return {
    item: presentItem(item),
    shown: await shownAppeal(context, item, await shownTo(context, item.subject, item.boardId)),
    reports: reports.map(({ by, reason, note, at }) => ({
      by: (by && bylines.get(by.personId)) ?? null,
      record: (by && recordFor(reason, records.get(by.personId))) ?? null,
      ...{ reason, note, at: at.toISOString() },
    })),
    people: (await whoMayReview(context.services, item)).map(({ byline }) => byline),
    mayTakeOver: await mayTakeOver(context, item, context.services.clock.now()),
    position: { seq: item.seq, mark: item.mark },
  };
}

/** Whoever cries out for somebody in danger is heard, however often it was nothing. */
function recordFor(reason: ReportReason, record: ReporterRecord | undefined): ReporterRecord | null {
  const isGrave = reason === 'danger' || reason === 'child';
  return record && !(isGrave && record === 'seldom-right') ? record : null;
}
