import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { gateSettings, heldPost } from './entity.ts';
import { trustLevels } from './policy.ts';
import { personId } from '../kernel/ids.ts';

export const ownHeld = query('held.own', {
  about: 'One’s own posts that wait for a moderator or have waited, the latest first.',
  input: z.strictObject({}),
  output: z.strictObject({ posts: z.array(heldPost) }),
});

export const getGates = query('gate.get', {
  about: 'Moderators: which posts wait for a moderator, and on which boards people who are new write very much now.',
  input: z.strictObject({}),
  output: z.strictObject({
    settings: gateSettings,
    floods: z.array(z.strictObject({ board: board.pick({ id: true, name: true }), until: z.iso.datetime() })),
  }),
});

export const getTrust = query('trust.get', {
  about: 'How well somebody is known here, and what holds for their posts: of oneself, and for staff of anybody.',
  input: z.strictObject({ personId: personId.optional() }),
  output: z.strictObject({
    level: z.enum(trustLevels),
    days: z.int().nonnegative(),
    /** Those that are counted: no more than the highest level takes. */
    posts: z.int().nonnegative(),
    isVouched: z.boolean(),
    /** First posts that wait for a moderator, and links from which on one does. */
    firstPosts: z.int().nonnegative(),
    links: z.int().nonnegative().nullable(),
    /** Whether all that they write waits, as several people have reported them. */
    isPaused: z.boolean(),
  }),
});
