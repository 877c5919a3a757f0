import { z } from 'zod';

/**
 * Made by the client for every command (a version 4 UUID). Running a command twice under one id is running it once,
 * and what a command creates takes its own id from it, so a retry after any fault finds the first result.
 */
export const commandId = z.uuid().brand('CommandId');
export type CommandId = z.infer<typeof commandId>;

const sixteenHex = z.string().regex(/^[0-9a-f]{16}$/);
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const personId = sixteenHex.brand('PersonId');
export type PersonId = z.infer<typeof personId>;
export const boardId = slug.brand('BoardId');
export type BoardId = z.infer<typeof boardId>;
export const threadId = sixteenHex.brand('ThreadId');
export type ThreadId = z.infer<typeof threadId>;
export const roomId = sixteenHex.brand('RoomId');
export type RoomId = z.infer<typeof roomId>;
/** Unique within its room. */
export const questionId = sixteenHex.brand('QuestionId');
export type QuestionId = z.infer<typeof questionId>;
export const sessionId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('SessionId');
export type SessionId = z.infer<typeof sessionId>;

export { idFrom } from './id-from.ts';

/** What belongs together and must be in order: one thread, one room, one board. */
export const streamName = z
  .string()
  .regex(/^(thread:[0-9a-f]{16}|room:[0-9a-f]{16}|board:[a-z0-9-]{1,60})$/)
  .brand('StreamName');
export type StreamName = z.infer<typeof streamName>;

export const threadStream = (id: ThreadId) => `thread:${id}` as StreamName;
export const roomStream = (id: RoomId) => `room:${id}` as StreamName;
export const boardStream = (id: BoardId) => `board:${id}` as StreamName;
