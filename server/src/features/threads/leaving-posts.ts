import type { Leaving } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { dropFiles } from '../files/access.ts';
import { filesOf, subjectOfPost } from './pictures.ts';
import { forgetUnnamedRevisions } from './revision-store.ts';
import { withStanding } from './with-standing.ts';
import { findPost, readUnnamedPosts, type PostPlace, type PostRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';
import { replaceDeletedWords } from './written-store.ts';

/** The words of a deleted post could be brought back until now: they go whatever is to become of the others. */
export async function takeFromPost(
  { streams, blobs, clock }: Services,
  { personId, words, causeOf }: Leaving,
  { threadId: id, no, rev }: PostPlace,
  isTheirs: (post: Pick<PostRecord, 'by' | 'alias'>) => boolean,
): Promise<void> {
  await commit(streams, threads, id, causeOf(`${id}/${no} ${rev}`), async (aggregate) => {
    const held = await findPost(id, no);
    if (!aggregate || !held) return null;
    const isRemoved = isTheirs(held) && (words === 'remove' || held.deletedAt !== null);
    // Before the commit, after which nobody would find them again.
    if (isRemoved) await dropFiles({ blobs, clock }, subjectOfPost(id, held), filesOf(held));
    const kept = words === 'remove' ? withoutPurgeReason(held, personId) : held;
    const { threadId: _of, rev: replaces, ...fields } = withoutRowId(kept);
    const post = { ...withoutTraces(fields, personId, isRemoved), ...(isRemoved && GONE) };
    // By this it is found again when whoever purged it leaves as well.
    const by = held.purged ? post.deletedBy : null;
    const gone = isRemoved ? { deletedAt: post.deletedAt ?? streams.clock.now(), deletedBy: by } : {};
    const { _id: _thread, seq: _seq, mark: _mark, ...thread } = aggregate;
    const excerpt = isRemoved && no === 1 ? '' : thread.excerpt;
    const answered = isRemoved && thread.answer?.no === no ? { answer: null, answerNo: null } : {};
    const bare = withoutPerson(isRemoved ? withoutReason(thread, personId) : thread, personId);
    const data = { thread: { ...bare, excerpt, ...answered }, post: { ...post, ...gone }, replaces };
    return withStanding(id, data, streams.clock.now());
  });
}

/**
 * What somebody wrote without their name under one alias. Nothing of it names them, so that nothing changes where the words
 * stay, nor what they were before: whoever sees something change when somebody leaves would know whose they are (promise
 * L12). What was deleted goes in silence. Where all their words go, people see that at once.
 */
export async function takeUnnamed(services: Services, leaving: Leaving, askerId: string): Promise<void> {
  const isTheirs = ({ alias }: Pick<PostRecord, 'alias'>) => alias?.askerId === askerId;
  for (const post of await readUnnamedPosts(askerId)) {
    if (leaving.words === 'keep' && !post.deletedAt) continue;
    await forgetUnnamedRevisions(post);
    if (post.html === GONE.html) continue;
    if (leaving.words === 'remove') await takeFromPost(services, leaving, post, isTheirs);
    // Nobody is shown these words, the log has none of them, and pictures or files there are none without a name.
    else await replaceDeletedWords(post, GONE);
  }
}

/** Why somebody locked it is in their words. */
export function withoutReason(thread: ThreadData['thread'], personId: string): ThreadData['thread'] {
  const { lock } = thread;
  return lock?.by?.personId === personId ? { ...thread, lock: { ...lock, reason: '' } } : thread;
}

/** The same of why somebody purged a post. */
export function withoutPurgeReason<P extends Pick<PostRecord, 'purged'>>(post: P, personId: string): P {
  const { purged } = post;
  return purged?.by?.personId === personId ? { ...post, purged: { ...purged, reason: '' } } : post;
}

/** A document as it was read has the store's own key. */
export function withoutRowId<T extends object>(record: T & { _id?: unknown }): Omit<T, '_id'> {
  const { _id, ...fields } = record;
  return fields;
}

type ChangedPost = NonNullable<ThreadData['post']>;

/** What stands where words were taken away. */
export const GONE = { text: '…', html: '', pictures: [], files: [], poll: null, cards: [] } as const;

/** The same post where it has none. */
export function withoutTraces(post: ChangedPost, personId: string, isRemoved: boolean): ChangedPost {
  const isTheirs = post.by?.personId === personId;
  const bare = withoutPerson(post, personId);
  if (!isTheirs && post.deletedBy !== personId) return bare;
  const deletedBy = post.deletedBy === personId ? null : post.deletedBy;
  return { ...bare, deletedBy, ...(isTheirs && isRemoved ? GONE : {}) };
}
