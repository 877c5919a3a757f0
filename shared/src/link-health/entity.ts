import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { entryId } from '../library/entity.ts';

/**
 * Whether a link opens, as far as was looked. `new`: nobody has looked yet. `suspect`: it did not open, which may pass. `broken`:
 * it did not open several times, over days. `unclear`: whoever was asked let us know neither.
 */
export const linkState = z.enum(['new', 'ok', 'suspect', 'broken', 'unclear']);
export type LinkState = z.infer<typeof linkState>;

export const linkHealth = z.strictObject({
  url: z.string(),
  state: linkState,
  /** When it was looked at last; null where it never was. */
  checkedAt: z.iso.datetime().nullable(),
  /** Since when it does not open; null where it does, or nobody knows. */
  since: z.iso.datetime().nullable(),
  /** Whether its turn has come. */
  isDue: z.boolean(),
});
export type LinkHealth = z.infer<typeof linkHealth>;

export const linkId = hexId.brand('LinkId');

/** A link that does not open, as curators have it in their list. */
export const brokenLink = z.strictObject({
  id: linkId,
  entry: z.strictObject({
    id: entryId,
    title: z.string(),
    /** Null once they have left: then nobody was told but curators. */
    by: byline.nullable(),
  }),
  ...linkHealth.omit({ state: true }).shape,
});
export type BrokenLink = z.infer<typeof brokenLink>;
