import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { picture } from '../files/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { readers } from '../kernel/rights.ts';

export const roomId = hexId.brand('RoomId');
export type RoomId = z.infer<typeof roomId>;
/** Unique within its room. */
export const questionId = hexId.brand('QuestionId');
export type QuestionId = z.infer<typeof questionId>;

export const roomStatus = z.enum(['scheduled', 'live', 'ended']);
export type RoomStatus = z.infer<typeof roomStatus>;

/** An IANA zone, such as `America/Chicago`: whatever this platform can tell the time of. */
export const zone = z.string().max(64).refine(isZone, { error: 'unknown' });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const room = z.strictObject({
  id: roomId,
  title: z.string(),
  purpose: z.string(),
  language,
  readers,
  hosts: z.array(byline),
  startsAt: z.iso.datetime(),
  minutes: z.int().positive(),
  /** Whose wall clocks it was announced by. Rooms of earlier versions have none. */
  zone: zone.optional(),
  status: roomStatus,
  /** It ended before it began, because its hosts called it off. */
  cancelled: z.boolean().optional(),
  liveAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** The one question that is being answered now. */
  nowId: questionId.nullable(),
  rev: z.int().nonnegative(),
});
export type Room = z.infer<typeof room>;

/** `dismissed` and `withdrawn` questions are seen by hosts only; everyone else is told that the question left. */
export const questionStatus = z.enum(['open', 'answering', 'answered', 'dismissed', 'withdrawn']);
export type QuestionStatus = z.infer<typeof questionStatus>;

/** Why a host set a question aside: a tap for hosts, and a sentence in the asker’s own language. */
export const asideReason = z.enum(['asked-already', 'elsewhere', 'personal', 'unclear']);
export type AsideReason = z.infer<typeof asideReason>;

export const question = z.strictObject({
  id: questionId,
  text: z.string(),
  /** Null when it was asked without a name. Then nobody, hosts included, learns whose it is (promise L12). */
  by: byline.nullable(),
  askedAt: z.iso.datetime(),
  /** Its place in the order of asking: the number of the event that asked it. */
  order: z.int().positive(),
  status: questionStatus,
  /** Voters other than the asker, who cannot vote for themselves. */
  votes: z.int().nonnegative(),
  note: z.string(),
  /** Below the note, where there are any. */
  pictures: z.array(picture).optional(),
  /** Of one that was set aside, where the host gave one. Its asker learns it too. */
  reason: asideReason.optional(),
  settledAt: z.iso.datetime().nullable(),
  rev: z.int().nonnegative(),
});
export type Question = z.infer<typeof question>;
