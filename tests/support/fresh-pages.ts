import type { QueryName } from '@hearth/shared/contract';
import { applyBoardChange, type BoardState } from '@hearth/shared/boards/state';
import type { BoardChange } from '@hearth/shared/boards/events';
import { limits } from '@hearth/shared/kernel/limits';
import { applyRoomChange, type RoomState } from '@hearth/shared/rooms/state';
import type { RoomChange } from '@hearth/shared/rooms/events';
import { applyThreadChange, joinPosts, type ThreadState } from '@hearth/shared/threads/state';
import type { ThreadChange } from '@hearth/shared/threads/events';
import { boardStart } from '@hearth/web/lib/boards/board-view';
import type { View } from '@hearth/web/lib/live/follower';
import type { Loaded, Start } from '@hearth/web/lib/live/views';
import { roomStart } from '@hearth/web/lib/rooms/room-view';
import { threadStart } from '@hearth/web/lib/threads/thread-view';

export type Load = <N extends QueryName>(name: N, input: unknown) => Promise<Loaded<N>>;

/** What there is to see of a stream: the state its first event makes (null where that shows too little), and all of it at once. */
interface Page<State, Change> {
  readonly first: (change: Change) => State | null;
  readonly apply: (state: State, change: Change) => State;
  readonly fresh: (load: Load, id: string) => Promise<Start<State>>;
}

const thread: Page<ThreadState, ThreadChange> = {
  first: ({ rev, thread: begun, post }) => (rev === 1 && begun && post ? { thread: begun, posts: [post] } : null),
  apply: applyThreadChange,
  async fresh(load, threadId) {
    const { state: begin, position } = threadStart(await load('thread.get', { threadId, from: 1 }));
    let state = begin;
    const last = () => state.posts.at(-1)?.no ?? Infinity;
    while (last() < begin.thread.lastNo)
      state = joinPosts(state, (await load('thread.get', { threadId, from: last() + 1 })).posts);
    return { state, position };
  },
};

const room: Page<RoomState, RoomChange> = {
  first: ({ rev, room: begun }) => (rev === 1 && begun ? { room: begun, questions: {} } : null),
  apply: applyRoomChange,
  fresh: async (load, roomId) => roomStart(await load('room.get', { roomId })),
};

const board: Page<BoardState, BoardChange> = {
  first: (change) => applyBoardChange({ threads: 0, rows: [], size: limits.boardPage }, change),
  apply: applyBoardChange,
  fresh: async (load, boardId) => boardStart(await load('board.get', { boardId }), limits.boardPage),
};

/** A stream's prefix guarantees what its state and changes are. */
const pages = { thread, room, board } as unknown as Readonly<Record<string, Page<unknown, unknown>>>;

/** The whole of a stream, page after page. */
export function freshPage(stream: string, load: Load): Promise<Start<unknown>> {
  return pageOf(stream).fresh(load, stream.slice(stream.indexOf(':') + 1));
}

/** How a page goes on from event to event; from null, before the first. */
export function withFirst(stream: string): Pick<View<unknown, unknown>, 'stream' | 'apply'> {
  const { first, apply } = pageOf(stream);
  return { stream, apply: (state, change) => (state === null ? first(change) : apply(state, change)) };
}

function pageOf(stream: string): Page<unknown, unknown> {
  const page = pages[stream.slice(0, stream.indexOf(':'))];
  if (!page) throw new Error(`tests/support/fresh-pages.ts has to learn what a newcomer to ${stream} sees`);
  return page;
}
