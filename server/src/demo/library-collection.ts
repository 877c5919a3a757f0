import { z } from 'zod';

/** What a curator has put into an order, and published at once. Entries by their keys. */
export const demoCollection = z.strictObject({
  key: z.string(),
  by: z.string(),
  daysAgo: z.int().positive(),
  title: z.string(),
  intro: z.string(),
  rows: z.array(
    z.union([z.strictObject({ entry: z.string(), note: z.string() }), z.strictObject({ heading: z.string() })]),
  ),
});
export type DemoCollection = z.infer<typeof demoCollection>;
