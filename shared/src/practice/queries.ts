import { z } from 'zod';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { trialCounts } from '../trials/entity.ts';
import { practiceNote, practiceSource } from './entity.ts';

export const getPractice = query('practice.get', {
  about: 'The practice note of a thread. A draft, or that there is none yet, is told to whoever may make one alone.',
  input: z.strictObject({ threadId }),
  output: z.strictObject({
    thread: thread.pick({ id: true, title: true, language: true, boardId: true, answer: true }),
    note: practiceNote.nullable(),
    /** At how many schools the answer was tried. */
    tried: trialCounts.nullable(),
    /** Its words as they are changed; null for whoever may not. */
    source: practiceSource.nullable(),
    /** All whose posts it was made of, for whoever may change which of them are named. */
    sources: practiceNote.shape.contributors.nullable(),
    mayChange: z.boolean(),
    position,
  }),
});
