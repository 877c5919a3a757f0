import { z } from 'zod';
import { post, thread } from '../entities/thread.ts';
import { question, room } from '../entities/room.ts';
import { questionId } from '../ids.ts';

/**
 * What everyone in an audience learns. A change carries new values with their `rev` (the number of the event that made
 * them), never a difference, and only what everyone in that audience may read (promises L2 and L4).
 */
const threadChanged = z.strictObject({
  type: z.literal('thread.changed'),
  /** The event's number. */
  rev: z.int().positive(),
  /** Null, in a catch-up, where a later event has replaced it. */
  thread: thread.nullable(),
  post: post.nullable(),
});

/** What one event changed in a room: any of these may be empty, and all of them have the event's number as their `rev`. */
const roomChanged = z.strictObject({
  type: z.literal('room.changed'),
  rev: z.int().positive(),
  /** Null where the room itself stays as it was. */
  room: room.nullable(),
  questions: z.array(question),
  /** Questions that this audience no longer sees. */
  left: z.array(questionId),
  /** Absolute numbers, never differences. */
  scores: z.array(z.strictObject({ questionId, votes: z.int().nonnegative() })),
});

/** Threads of the board were started or moved on: their rows, and how many threads the board has. */
const rowsChanged = z.strictObject({
  type: z.literal('rows.changed'),
  rows: z.array(thread),
  threads: z.int().nonnegative(),
});

export const change = z.discriminatedUnion('type', [threadChanged, roomChanged, rowsChanged]);

export type ThreadChange = z.infer<typeof threadChanged>;
export type RoomChange = z.infer<typeof roomChanged>;
export type BoardChange = z.infer<typeof rowsChanged>;
export type Change = z.infer<typeof change>;
