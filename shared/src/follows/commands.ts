import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { personId } from '../kernel/ids.ts';
import { tagId } from '../tags/entity.ts';
import { threadId } from '../threads/entity.ts';
import { followLevel, standing } from './entity.ts';
import { ofCollection, ofEntry, ofTopic } from './library.ts';

export const setLevel = command('follow.set', {
  needsProof: false,
  about:
    'How much one hears of a thread, a board or a tag, or of an entry, a collection or a topic of the library, of which nothing is muted. Of a thread it counts for more than what is said of its board and its tags.',
  input: z.strictObject({
    what: z.union([
      ...([z.strictObject({ threadId }), z.strictObject({ boardId }), z.strictObject({ tagId })] as const),
      ...([ofEntry, ofCollection, ofTopic] as const),
    ]),
    level: followLevel,
  }),
  output: standing,
  counts: [votes],
});

export const mutePerson = command('person.mute', {
  needsProof: false,
  about:
    'Folds what somebody writes, and takes what they start out of one’s lists, or ends that. They do not learn of it.',
  input: z.strictObject({ personId, muted: z.boolean() }),
  output: z.strictObject({ muted: z.boolean() }),
  counts: [votes],
});
