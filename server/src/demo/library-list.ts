import { z } from 'zod';

/** What somebody has saved, in a list of their own, the first with a note for themselves; shared with a group where it says so. */
export const demoList = z.strictObject({
  key: z.string(),
  by: z.string(),
  daysAgo: z.int().positive(),
  name: z.string(),
  entries: z.array(z.string()).min(1),
  note: z.string(),
  shared: z.strictObject({ group: z.string(), title: z.string(), intro: z.string() }).optional(),
});
export type DemoList = z.infer<typeof demoList>;
