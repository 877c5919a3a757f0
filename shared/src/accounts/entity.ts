import { z } from 'zod';
import { personId } from '../kernel/ids.ts';
import { accountLimits } from './limits.ts';
import { role } from '../kernel/rights.ts';
import { words } from '../kernel/words.ts';

export const sessionId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('SessionId');
export type SessionId = z.infer<typeof sessionId>;

/** What somebody does in or for a community school. */
export const work = z.enum(['teacher', 'coordinator', 'parent', 'principal', 'district', 'union', 'partner']);
export type Work = z.infer<typeof work>;

export const language = z.enum(['en', 'es']);
export type Language = z.infer<typeof language>;

/** Two letters, as the post office writes them, or empty. */
export const usState = z.string().regex(/^([A-Z]{2})?$/, 'choice');

/** How a post or question is signed: as the person was known when it was written. */
export const byline = z.strictObject({
  personId,
  name: z.string(),
  work: work,
  school: z.string(),
  state: usState,
});
export type Byline = z.infer<typeof byline>;

/** The fields people fill in about themselves. */
export const profileFields = {
  name: z.string().trim().min(1).max(accountLimits.name),
  work: work,
  school: z.string().trim().max(accountLimits.school),
  state: usState,
  languages: z.array(language).min(1).max(2),
  bio: words(accountLimits.bio, 0),
};

export const profile = z.strictObject({ id: personId, ...profileFields, role, joinedAt: z.iso.datetime() });
export type Profile = z.infer<typeof profile>;

/** Oneself, with what nobody else sees. */
export const me = z.strictObject({
  ...profile.shape,
  /** With its domain as people write it. */
  email: z.string(),
  locale: language,
  hasPassword: z.boolean(),
  /** Whether they have read a mail to the address; before, they may look round and write nothing. */
  isProven: z.boolean(),
});
export type Me = z.infer<typeof me>;

/** What somebody may write in an hour while their account is new. */
export const newHere = z.strictObject({
  most: z.int(),
  left: z.int(),
  /** Until all of it is there again; 0 where nothing is used. */
  minutes: z.int(),
  /** When the account is new no more. */
  until: z.iso.datetime(),
});
export type NewHere = z.infer<typeof newHere>;

/** One device that is signed in. `id` ends it; it is not the secret in the cookie. */
export const deviceSession = z.strictObject({
  id: z.string(),
  device: z.string(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  current: z.boolean(),
});
export type DeviceSession = z.infer<typeof deviceSession>;
