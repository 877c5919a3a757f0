import { z } from 'zod';

/** What a link leads to, in the words of the other site. */
export const card = z.strictObject({
  /** As it stands in the post. */
  url: z.string(),
  title: z.string(),
  /** How the site calls itself; empty where it does not say. */
  site: z.string(),
  description: z.string(),
});
export type Card = z.infer<typeof card>;
