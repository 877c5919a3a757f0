import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { question, questionId, room, roomId } from './entity.ts';

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

export type RoomChange = z.infer<typeof roomChanged>;

export const roomStream = stream('room', { id: roomId, change: roomChanged, audiences: ['public', 'staff'] });
