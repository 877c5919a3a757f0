import { z } from 'zod';
import { post, thread } from '../entities/thread.ts';
import { question, room } from '../entities/room.ts';
import { questionId, threadId } from '../ids.ts';

/**
 * What everyone in an audience learns. A change carries new values with their `rev` (the number of the event that made
 * them), never a difference, and only what everyone in that audience may read (promises L2 and L4).
 */
const threadChanged = z.strictObject({ type: z.literal('thread.changed'), thread, post: post.nullable() });

const roomChanged = z.strictObject({ type: z.literal('room.changed'), room });
/** The room comes along, because starting or finishing an answer changes both. */
const questionChanged = z.strictObject({ type: z.literal('question.changed'), question, room: room.nullable() });
/** A question that this audience no longer sees. */
const questionLeft = z.strictObject({
  type: z.literal('question.left'),
  questionId,
  rev: z.int(),
  room: room.nullable(),
});
const scoresChanged = z.strictObject({
  type: z.literal('scores.changed'),
  scores: z.array(z.strictObject({ questionId, votes: z.int().nonnegative(), rev: z.int() })),
});

/** A thread of the board was started or moved on; `thread` is its row. */
const rowChanged = z.strictObject({ type: z.literal('row.changed'), threadId, thread, threads: z.int() });

export const threadChange = threadChanged;
export const roomChange = z.discriminatedUnion('type', [roomChanged, questionChanged, questionLeft, scoresChanged]);
export const boardChange = rowChanged;
export const change = z.discriminatedUnion('type', [
  threadChanged,
  roomChanged,
  questionChanged,
  questionLeft,
  scoresChanged,
  rowChanged,
]);

export type ThreadChange = z.infer<typeof threadChange>;
export type RoomChange = z.infer<typeof roomChange>;
export type BoardChange = z.infer<typeof boardChange>;
export type Change = z.infer<typeof change>;
