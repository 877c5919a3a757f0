import type { CommandName, CommandNamed } from '@hearth/shared/commands/index';
import type { OutputOf, SentTo } from '@hearth/shared/commands/define';
import type { Question } from '@hearth/shared/entities/room';
import type { Result } from '@hearth/shared/errors';
import type { BoardChange, RoomChange, ThreadChange } from '@hearth/shared/events/index';
import type { QuestionId } from '@hearth/shared/ids';
import type { Position } from '@hearth/shared/protocol';
import type { QueryName, QueryNamed } from '@hearth/shared/queries/index';
import { applyBoardChange, type BoardState } from '@hearth/shared/state/board';
import { applyRoomChange, type RoomState } from '@hearth/shared/state/room';
import { applyThreadChange, type ThreadState } from '@hearth/shared/state/thread';
import type { View } from './follower.ts';
import { valueOf } from './refused.ts';

/** Reads by name; typed by the contract. */
export type Ask = <N extends QueryName>(
  name: N,
  input: SentTo<QueryNamed<N>>,
) => Promise<Result<OutputOf<QueryNamed<N>>>>;
/** Sends a command until it is answered; typed by the contract. */
export type Send = <N extends CommandName>(
  name: N,
  input: SentTo<CommandNamed<N>>,
  commandId?: string,
) => Promise<Result<OutputOf<CommandNamed<N>>>>;

type Loaded<N extends QueryName> = OutputOf<QueryNamed<N>>;
interface Start<State> {
  readonly state: State;
  readonly position: Position;
}

export function threadStart({ thread, posts, position }: Loaded<'thread.get'>): Start<ThreadState> {
  return { state: { thread, posts }, position };
}

/** A thread from the post the page begins with. Reading afresh keeps that place. */
export function threadView(id: string, ask: Ask): View<ThreadState, ThreadChange> {
  return {
    stream: `thread:${id}`,
    apply: applyThreadChange,
    readAfresh: async ({ posts }) =>
      threadStart(valueOf(await ask('thread.get', { threadId: id, from: posts[0]?.no ?? 1 }))),
  };
}

export function roomStart({ room, questions, position }: Loaded<'room.get'>): Start<RoomState> {
  return { state: { room, questions: byId(questions) }, position };
}

export function roomView(id: string, ask: Ask): View<RoomState, RoomChange> {
  return {
    stream: `room:${id}`,
    apply: applyRoomChange,
    readAfresh: async () => roomStart(valueOf(await ask('room.get', { roomId: id }))),
  };
}

export function boardStart({ board, rows, position }: Loaded<'board.get'>, size: number): Start<BoardState> {
  return { state: { threads: board.threads, rows, size }, position };
}

export function boardView(id: string, ask: Ask): View<BoardState, BoardChange> {
  return {
    stream: `board:${id}`,
    apply: applyBoardChange,
    readAfresh: async ({ size }) => boardStart(valueOf(await ask('board.get', { boardId: id })), size),
  };
}

function byId(questions: readonly Question[]): Record<QuestionId, Question> {
  return Object.fromEntries(questions.map((question) => [question.id, question]));
}
