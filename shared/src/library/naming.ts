import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { query } from '../kernel/query.ts';
import { threadId } from '../threads/entity.ts';
import { entryId, entryState } from './entity.ts';

/** `waiting`: whoever is asked has not said anything. Who has said no is in none of it. */
export const namingAnswer = z.enum(['waiting', 'yes']);
export type NamingAnswer = z.infer<typeof namingAnswer>;

export const giveNote = command('library.give-note', {
  about:
    'Makes a draft of a published practice note: whoever may change the note, or a curator. Each contributor whom the note names is asked whether they want to be named in the library; once for each note.',
  input: z.strictObject({ threadId }),
  output: z.strictObject({ id: entryId, state: entryState, rev: z.int().positive() }),
  counts: [writes],
});

export const nameMe = command('library.name-me', {
  about:
    'Somebody who contributed to a practice note says whether the library may name them. Without their yes it does not; a name that was taken out stays out.',
  input: z.strictObject({ entryId, named: z.boolean() }),
  output: z.strictObject({ id: entryId, named: z.boolean() }),
  whileSilenced: true,
});

export const getNaming = query('library.naming', {
  about:
    'What the library would name somebody in, for those who are asked; without its words where it was published and they may not read it any more.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    id: entryId,
    title: z.string(),
    /** Safe to show as it is: rendered and cleaned on the server. */
    summary: z.string(),
    /** Who proposes it; null once they have left. */
    by: byline.nullable(),
    state: entryState,
    answer: namingAnswer,
  }),
});
