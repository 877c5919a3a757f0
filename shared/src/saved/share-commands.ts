import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { complaints } from '../complaints/budgets.ts';
import { votes, writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { groupId } from '../kernel/ids.ts';
import { line, words } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { savedListId, sharedAddress, sharedWith } from './entity.ts';
import { savedLimits } from './limits.ts';

export const shareList = command('saved.share', {
  about:
    'Shows a list of one’s own to whoever has its link and is signed in, or to the members of a group one is in, under a title and an introduction of its own: never one’s notes, nor what one calls it.',
  input: z.strictObject({
    listId: savedListId,
    with: sharedWith,
    /** Where it is for a group. */
    groupId: groupId.optional(),
    /** Another link, after which the one before leads nowhere. */
    renew: z.boolean().default(false),
    title: line(savedLimits.title),
    intro: words(savedLimits.intro, 0),
    asItIs,
  }),
  output: z.strictObject({ address: sharedAddress }),
  counts: [writes, firstWords],
  publishes: ['title', 'intro'],
});

export const unshareList = command('saved.unshare', {
  whileSilenced: true,
  about: 'Shows a list of one’s own to nobody any more. Its link leads nowhere from then on.',
  input: z.strictObject({ listId: savedListId }),
  output: z.strictObject({}),
  counts: [votes],
});

export const reportList = command('saved.report', {
  whileSilenced: true,
  about: 'Tells moderators that something is wrong with a list that somebody else shares.',
  input: z.strictObject({ list: sharedAddress, words: words(savedLimits.report) }),
  output: z.strictObject({}),
  counts: [writes, complaints],
});

export const settleList = command('saved.settle', {
  about:
    'Decides about a list that was reported: to stop it shows it to nobody any more, and tells its owner why. For moderators, and never about what is their own.',
  privileged: true,
  input: z.strictObject({
    listId: savedListId,
    act: z.enum(['stop', 'keep']),
    /** To whoever owns it, where it is stopped. */
    reply: words(savedLimits.reply, 0),
  }),
  output: z.strictObject({}),
});
