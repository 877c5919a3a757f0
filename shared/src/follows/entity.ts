import { z } from 'zod';
import { tag } from '../tags/entity.ts';
import { followLevels, followReasons, ownReasons } from './levels.ts';

export const followLevel = z.enum(followLevels);
export const ownReason = z.enum(ownReasons);
export const followReason = z.enum(followReasons);

/** See `levels.ts`, which browsers load without the schemas. */
export const standing = z.strictObject({
  level: followLevel,
  reason: followReason.nullable(),
  /** The one it goes with, where it goes with a tag. */
  tag: tag.pick({ id: true, name: true }).optional(),
});
