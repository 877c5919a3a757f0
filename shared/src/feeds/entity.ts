import { z } from 'zod';
import { language } from '../accounts/entity.ts';

/** 256 bits that stand in the address of a feed. Whoever has it reads what the person it was made for may read. */
export const feedKey = z.string().regex(/^[\w-]{43}$/);

/** What a feed reader shows as one item: a thread with its first words in a board's feed, a post in a thread's. */
const feedEntry = z.strictObject({
  threadId: z.string(),
  /** Of the post whose words these are. */
  no: z.int().positive(),
  title: z.string(),
  language,
  /** Null where the writer has left. */
  author: z.string().nullable(),
  at: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The whole post; empty where the feed would become too long, and {@link excerpt} is all. */
  html: z.string(),
  excerpt: z.string(),
});
export type FeedEntry = z.infer<typeof feedEntry>;

export const feed = z.strictObject({
  /** Of the board or tag; null where it is a feed of all boards. */
  name: z.strictObject({ en: z.string(), es: z.string() }).nullable(),
  /** Of the thread; null where it is a feed of threads. */
  title: z.string().nullable(),
  /** The latest first. */
  entries: z.array(feedEntry),
});
export type Feed = z.infer<typeof feed>;
