import { NOWHERE, type Board } from '@hearth/shared/boards/entity';
import type * as contract from '@hearth/shared/boards/commands';
import { boardError } from '@hearth/shared/boards/errors';
import { readersOf } from '@hearth/shared/boards/policy';
import type { BoardRights } from '@hearth/shared/boards/rights';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Readers } from '@hearth/shared/kernel/rights';
import { tagId, type AskedTags } from '@hearth/shared/tags/entity';
import { withLease } from '../../platform/lease.ts';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { chosen } from '../tags/access.ts';
import { forgetBoards } from './access.ts';
import { auditedSettings } from './audited.ts';
import { presentBoard } from './present.ts';
import { findBoard, readBoards, type BoardRecord } from './store.ts';
import { boards, type BoardData, type BoardSettings } from './stream.ts';

type Input = InputOf<typeof contract.editBoard>;

export async function create(context: Context, input: InputOf<typeof contract.createBoard>): Promise<Board> {
  requireStaff(context);
  const event = await commitPlaced(context, input, async (board): Promise<BoardData> => {
    if (board || input.boardId === NOWHERE) throw boardError('board-exists', { fields: { boardId: 'board-exists' } });
    const settings = await settingsIn(context, input, null);
    await context.audit(auditedSettings(input.boardId, null, settings));
    return { rows: [], threads: 0, settings };
  });
  return changed(context, input.boardId, event);
}

export async function edit(context: Context, input: Input): Promise<Board> {
  requireStaff(context);
  const event = await commitPlaced(context, input, async (board): Promise<BoardData> => {
    if (!board) throw commonError('no-such-thing');
    const settings = await settingsIn(context, input, board);
    await context.audit(auditedSettings(input.boardId, board, settings));
    return { rows: [], threads: board.threads, settings };
  });
  return changed(context, input.boardId, event);
}

/** What is put below another board, one at a time, on all servers: two at the same moment would each stand below the other. */
function commitPlaced(
  context: Context,
  { boardId, parent }: Pick<Input, 'boardId' | 'parent'>,
  decide: (board: BoardRecord | null) => Promise<BoardData>,
): Promise<EventRecord<BoardData> | null> {
  const run = () => commitAs(context, boards, boardId, decide);
  return parent ? withLease({ name: 'board-parents', isShared: true, onWait: () => {} }, run) : run();
}

export function requireStaff(context: Context): void {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
}

/** Anybody may have gained or lost something: every open connection is looked at, here and on all other servers. */
async function changed({ services }: Context, id: string, event: EventRecord<BoardData> | null): Promise<Board> {
  forgetBoards(services);
  services.streams.pubSub.publish({ kind: 'access', personId: null });
  const board = await findBoard(id);
  if (!event || !board) throw commonError('internal');
  return presentBoard(board);
}

async function settingsIn(
  { services }: Context,
  { boardId, after, quietDays, ...said }: Input,
  before: BoardRecord | null,
): Promise<BoardSettings> {
  const closes = { quietDays: quietDays === undefined ? (before?.quietDays ?? null) : quietDays };
  const unnamed = { asksUnnamed: said.asksUnnamed ?? before?.asksUnnamed ?? false };
  return {
    ...said,
    ...closes,
    ...unnamed,
    template: said.template ?? before?.template ?? [],
    asksTags: said.asksTags === undefined ? (before?.asksTags ?? null) : await askedFor(services, said, before),
    section: said.section === undefined ? (before?.section ?? null) : said.section,
    parent: said.parent === undefined ? (before?.parent ?? null) : await parentFor(boardId, said.parent),
    order: await orderAfter(boardId, after),
    readers: readersBefore(said.rights),
  };
}

/** Tags that were retired stay where they were asked for already. */
async function askedFor(
  services: Context['services'],
  { asksTags }: Pick<Input, 'asksTags'>,
  before: BoardRecord | null,
): Promise<AskedTags | null> {
  if (!asksTags) return null;
  const of = await chosen(services, asksTags.of, before?.asksTags?.of);
  return { of: of.map((id) => tagId.parse(id)) };
}

/** Between the board it comes after and the next one, so that no other board changes. */
async function orderAfter(id: string, after: string | null): Promise<number> {
  const others = (await readBoards()).filter(({ _id }) => _id !== id);
  const place = after === null ? 0 : others.findIndex(({ _id }) => _id === after) + 1;
  if (after !== null && place === 0) throw commonError('invalid-input', { fields: { after: 'choice' } });
  const [before, next] = [others[place - 1], others[place]];
  if (before && next) return (before.order + next.order) / 2;
  return before ? before.order + 1 : (next?.order ?? 1) - 1;
}

/** One level deep: what stands below a board has none below it. */
async function parentFor(id: string, parent: string | null): Promise<string | null> {
  if (parent === null) return null;
  const all = await readBoards();
  const found = all.find(({ _id }) => _id === parent);
  const isAbove = all.some((board) => board.parent === id);
  if (!found || found.parent || parent === id || isAbove)
    throw commonError('invalid-input', { fields: { parent: 'choice' } });
  return parent;
}

/** For servers of a version that knows no groups: where there are any, staff alone. */
function readersBefore(rights: BoardRights): Readers {
  const { circle } = readersOf(rights);
  return circle === 'nobody' ? 'staff' : circle;
}

/** The board that one comes after in the list; null for the first. */
export function placeOf(all: readonly BoardRecord[], id: string): string | null {
  return all[all.findIndex(({ _id }) => _id === id) - 1]?._id ?? null;
}
