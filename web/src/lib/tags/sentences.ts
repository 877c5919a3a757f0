import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where tags are chosen, and where the list is kept. */
export const tagSentences = {
  'tag-exists': () => m.error_tag_exists(),
  'tag-name-taken': ({ name = '', tag = '' }) => m.error_tag_name_taken({ name, tag }),
  'tag-gone': () => m.error_tag_gone(),
  'tag-asked': () => m.error_tag_asked(),
  'too-many-tags': ({ most = 300 }) => m.error_too_many_tags({ most }),
} as const satisfies Sentences;

addSentences(tagSentences);
