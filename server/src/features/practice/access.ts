import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { findThread } from '../threads/access.ts';
import { emptiedOf } from './personal-data.ts';
import { fieldsOf } from './service.ts';
import { practice, type PracticeData } from './stream.ts';

export { requireGivable, type GivenNote } from './giving.ts';
export { forgottenAmong } from './sources.ts';

/**
 * What other features may use of this one: nothing is left of what a note of its thread took from a post, under the number
 * that the post had there. Repeatable.
 */
export async function forgetInPractice(
  { streams }: Pick<Services, 'streams'>,
  { threadId, no }: { readonly threadId: string; readonly no: number },
): Promise<void> {
  const cause = { commandId: `forget/${threadId}/${no}`, issuer: 'system' };
  await commit(streams, practice, threadId, cause, async (note): Promise<PracticeData | null> => {
    if (!note?.sources.some((source) => source.no === no)) return null;
    const bare = emptiedOf(fieldsOf(note), [no]);
    // With the question its title may have gone, which the note began with.
    const title = (no === 1 && (await findThread(threadId))?.title) || note.title;
    return { note: { ...bare, title, sources: note.sources.filter((source) => source.no !== no) }, forgets: true };
  });
}
