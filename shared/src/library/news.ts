import { z } from 'zod';

/** What an owner is told of an entry that stays in the state it is in. `renewed`: another version is current. `refused`: one that was sent is not. `due`: whether it is still true is asked. `naming`: whether one may be named in it. */
export const entryNews = z.enum(['renewed', 'refused', 'due', 'naming']);
export type EntryNews = z.infer<typeof entryNews>;
