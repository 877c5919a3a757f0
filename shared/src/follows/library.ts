import { z } from 'zod';
import { collectionId } from '../collections/entity.ts';
import { entryId } from '../library/entity.ts';
import { tagId } from '../tags/entity.ts';

/** What of the library one follows: new versions of an entry, what comes to a collection, and what is published about a topic. */
export const ofEntry = z.strictObject({ entryId });
export const ofCollection = z.strictObject({ collectionId });
export const ofTopic = z.strictObject({ topicId: tagId });
