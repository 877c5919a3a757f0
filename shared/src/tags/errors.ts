import { refusals } from '../kernel/errors.ts';

export const tagError = refusals({
  'tag-exists': ['conflict', 'There is a tag at this address already. Choose another one.'],
  'tag-name-taken': ['conflict', '“{name}” already leads to the tag {tag}.'],
  'tag-gone': ['conflict', 'This tag is not given to threads any more. Choose another one.'],
  'tag-asked': ['conflict', 'Threads on this board need a tag. Choose one of those that it asks for.'],
  'too-many-tags': ['conflict', 'There are {most} tags, which is as many as there may be. Merge some first.'],
});
