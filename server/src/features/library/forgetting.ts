import { createHmac } from 'node:crypto';
import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { forgottenAmong } from '../practice/access.ts';
import { practice } from '../practice/stream.ts';
import { react } from '../reaction.ts';
import { findThread } from '../threads/access.ts';
import { dataOf, fieldsOf } from './changing.ts';
import { findEntry, type EntryRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';

/** What was taken out of a practice note for good is not left in what was made of it: curators or its owner say it anew. */

type Using = Pick<Services, 'streams' | 'clock' | 'secret'>;

/** One entry for each note: whoever has said no is not asked again. Keyed, as of what curators ask for: nobody takes it before. */
export function givenId({ secret }: Pick<Services, 'secret'>, threadId: string): string {
  return createHmac('sha256', secret).update(`note ${threadId}`).digest('hex').slice(0, 16);
}

function withoutWords(
  { clock }: Using,
  held: EntryRecord,
  more: Partial<Pick<EntryRecord, 'title' | 'note'>> = {},
): EntryData {
  const bare = { ...fieldsOf(held), ...more, summary: { text: '', html: '' } };
  const isPublished = held.state === 'published';
  return dataOf(held, isPublished ? { ...bare, state: 'hidden', reason: '', at: clock.now() } : bare, isPublished);
}

/** Of all that a note said, as where whoever made it leaves: its words came from no post. Of a post the entry knows itself. */
export const forgetWithNote = react({
  to: practice,
  name: 'library-notes',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      if (!data.forgets) continue;
      const isAll = [data.note.problem, data.note.worked, data.note.steps].every(({ text }) => text === '');
      const threadId = idOf(stream);
      const cause = { commandId: `forget/${threadId}/${seq}`, issuer: 'system' };
      await commit(services.streams, entries, givenId(services, threadId), cause, (held) =>
        held?.summary.text && (isAll || !held.note?.nos) ? withoutWords(services, held) : null,
      );
    }
  },
});

/** The same of a post that was purged, whatever became of the note since. Repeatable. */
export async function forgetInLibrary(
  services: Using,
  { threadId, no }: { readonly threadId: string; readonly no: number },
): Promise<void> {
  const cause = { commandId: `purged/${threadId}/${no}`, issuer: 'system' };
  await commit(services.streams, entries, givenId(services, threadId), cause, async (held) => {
    if (!held?.note?.nos?.includes(no)) return null;
    // With the question its title may have gone, which the entry began with.
    const title = (no === 1 && (await findThread(threadId))?.title) || held.title;
    return withoutWords(services, held, { title, ...noteWithout(held, [no]) });
  });
}

/** The same of all posts of which nothing is left by now. True where there were any. */
export async function forgetGone(services: Using, id: string, cause: Cause): Promise<boolean> {
  const { note } = (await findEntry(id)) ?? {};
  const gone = note?.nos ? await forgottenAmong(note.threadId, note.nos) : [];
  if (gone.length === 0) return false;
  await commit(services.streams, entries, id, cause, (held) =>
    held?.note?.nos?.some((no) => gone.includes(no)) ? withoutWords(services, held, noteWithout(held, gone)) : null,
  );
  return true;
}

/** So that what is said anew is not taken away once more. */
function noteWithout({ note }: EntryRecord, gone: readonly number[]): Pick<EntryRecord, 'note'> {
  return note ? { note: { ...note, nos: (note.nos ?? []).filter((no) => !gone.includes(no)) } } : {};
}
