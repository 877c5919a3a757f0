import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { board } from '../boards/entity.ts';
import { tagId } from '../tags/entity.ts';
import { hexId } from '../kernel/ids.ts';

export const scheduledId = hexId.brand('ScheduledId');
export type ScheduledId = z.infer<typeof scheduledId>;

/** When a thread is to appear, and by which clocks that was said. */
export const appearing = { at: z.iso.datetime(), zone: z.string().min(1).max(60) };

/**
 * `waiting` for its time; `stopped` by its author; `refused` at its time, for a reason; `discarded`, and to be brought back
 * for a day.
 */
export const scheduledState = z.enum(['waiting', 'stopped', 'refused', 'discarded']);

/** A thread that is to appear later. Its author sees it, and before it appears whoever moderates its board. */
export const scheduledPost = z.strictObject({
  id: scheduledId,
  /** Null where its author may not read it any more. */
  board: board.pick({ id: true, name: true }).nullable(),
  title: z.string(),
  text: z.string(),
  language,
  /** What it was given when it was put down or changed. */
  tags: z.array(tagId),
  by: byline,
  ...appearing,
  state: scheduledState,
  /** Why it was refused, as any refusal says it. */
  reason: z.string().nullable(),
});
export type ScheduledPost = z.infer<typeof scheduledPost>;
