import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { words } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { entryId, entryState, entryWords } from './entity.ts';
import { libraryLimits } from './limits.ts';
import { fromPost } from './taking.ts';
import { answeredUse, useKind } from './uses.ts';

const done = z.strictObject({ id: entryId, state: entryState, rev: z.int().positive() });
/** What one has read; refused where it is another one by now. */
const rev = z.int().positive();

export const draftEntry = command('library.draft', {
  about:
    'Begins an entry of the library: a draft, which nobody reads but whoever began it and curators. Files and pictures of a post of one’s own may be named with it; they stay with the post as well.',
  input: z.strictObject({ ...entryWords, from: fromPost.optional(), asItIs }),
  output: done,
  counts: [writes, firstWords],
  publishes: ['title', 'summary', 'credit', 'parts', 'cover'],
});

export const changeEntry = command('library.change', {
  about:
    'Changes what an entry says: its owner before it is sent and where changes are asked for, curators afterwards.',
  privileged: true,
  input: z.strictObject({ entryId, rev, ...entryWords, asItIs }),
  output: done,
  publishes: ['title', 'summary', 'credit', 'parts', 'cover'],
});

export const suggestEntry = command('library.suggest', {
  about:
    'Asks whoever wrote a post whether the library may have its files: a draft of theirs, which they send or discard. For curators; once for each post.',
  privileged: true,
  input: fromPost,
  output: done,
  counts: [writes],
});

/** What becomes of it; `steps` of `state.ts` says from where to where, `mayAct` of `policy.ts` who may. */
export const turn = z.enum([
  ...(['submit', 'withdraw', 'ask', 'publish', 'publish-own', 'decline'] as const),
  ...(['hide', 'show', 'archive', 'restore', 'confirm', 'unname', 'discard', 'remove'] as const),
]);
export type Turn = z.infer<typeof turn>;

export const turnEntry = command('library.turn', {
  about:
    'Brings an entry from one state to the next. Its owner sends it, takes it back, archives, hides or discards it; curators, never of what is their own, ask for changes, publish, decline, hide, show, archive, restore and remove it, and say why. Either says that it is still true (`confirm`), or takes out the names of those who have not said whether they may be named (`unname`). Of what is archived they also say which entry comes in its place, and what becomes of each place where it is used.',
  privileged: true,
  input: z.strictObject({
    ...{ entryId, rev, act: turn, reason: words(libraryLimits.reason, 0) },
    /** Of what is archived or removed: the one to be used instead. */
    successor: entryId.optional(),
    /** Of what is archived: each place where one sees that it is used. */
    uses: z
      .array(answeredUse)
      .max(libraryLimits.uses * useKind.options.length)
      .optional(),
    asItIs,
  }),
  output: done,
  publishes: ['reason'],
});
