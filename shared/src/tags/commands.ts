import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { thread, threadId } from '../threads/entity.ts';
import { chosenTags, tag, tagGroup, tagId } from './entity.ts';
import { tagLimits } from './limits.ts';

const word = line(tagLimits.name);
const words = z.array(word).max(tagLimits.synonyms);
const described = {
  name: z.strictObject({ en: word, es: word }),
  synonyms: z.strictObject({ en: words, es: words }),
  group: tagGroup.nullable(),
};

export const createTag = command('tag.create', {
  about: 'Moderators: adds a tag to the list. Its id is its address, and stays.',
  /** One at `edit` would stand behind the page where the list is kept. */
  privileged: true,
  input: z.strictObject({ tagId: tagId.refine((id) => id !== 'edit'), ...described }),
  output: tag,
});

export const editTag = command('tag.edit', {
  about: 'Moderators: changes what a tag is called, retires it or brings it back. Threads that have it keep it.',
  privileged: true,
  input: z.strictObject({ tagId, ...described, retired: z.boolean() }),
  output: tag,
});

export const mergeTag = command('tag.merge', {
  about:
    'Moderators: puts another tag in the place of one. Threads that had it get the other a moment later, its address leads there, and its names become synonyms.',
  privileged: true,
  input: z.strictObject({ tagId, into: tagId }),
  output: tag,
});

export const tagThread = command('thread.tag', {
  about: 'Says which tags a thread has. Who began it, and whoever moderates its board.',
  privileged: true,
  input: z.strictObject({ threadId, tags: chosenTags }),
  output: z.strictObject({ thread }),
});
