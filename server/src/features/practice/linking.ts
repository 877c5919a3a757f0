import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { fieldsOf } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { findPractice } from './store.ts';
import { practice } from './stream.ts';

/** Its thread says that there is a note to be read, on open pages too. Nobody has to ask for it with each thread. */
export const linkOfThread = react({
  to: practice,
  name: 'practice-links',
  async handle({ streams }, events) {
    for (const { stream, seq, data } of events) {
      if (!data.turns) continue;
      const id = idOf(stream);
      const cause = { commandId: `practice/${id}/${seq}`, issuer: 'system' };
      await commit(streams, threads, id, cause, async (thread) => {
        const noted = (await findPractice(id))?.status === 'published';
        return !thread || (thread.noted ?? false) === noted ? null : { thread: { ...fieldsOf(thread), noted } };
      });
    }
  },
});
