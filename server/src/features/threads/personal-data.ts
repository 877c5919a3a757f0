import type { exported } from '@hearth/shared/threads/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import { personalStream, type Exporting, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { readableBoards } from '../boards/access.ts';
import { attachedOf, dropPictures } from '../files/access.ts';
import { subjectOfPost } from './pictures.ts';
import { forgetInRevisions, readRevisionsOf } from './revision-store.ts';
import {
  deletePositionsOf,
  eachPostOf,
  findPost,
  readAnswersMarkedBy,
  readPositionsOf,
  readPostsOf,
  readTitles,
  readWordless,
  type OwnPost,
  type PostPlace,
} from './store.ts';
import { threads, type ThreadData } from './stream.ts';

type Exported = z.output<z.ZodObject<typeof exported>>;

export const personalData: PersonalData<Exported> = {
  collections: ['Thread', 'Post', 'Read', 'Revision'],
  streams: [
    personalStream(threads, {
      names: [
        'thread.by.personId',
        'thread.answer.by.personId',
        'thread.answer.markedBy.personId',
        'post.by.personId',
        'post.deletedBy',
      ],
      redact,
    }),
  ],

  async export(exporting) {
    const { actor, signal } = exporting;
    const posts: OwnPost[] = [];
    for await (const post of eachPostOf(actor.id)) {
      signal.throwIfAborted();
      posts.push(post);
    }
    const isOwn = ({ by }: OwnPost) => by?.personId === actor.id;
    const read = await readPositionsOf(actor.id);
    return {
      posts: await withTitles(exporting, posts.filter(isOwn)),
      acceptedAnswers: (await readAnswersMarkedBy(actor.id)).flatMap(({ _id, answer }) =>
        answer ? { threadId: threadId.parse(_id), no: answer.no, at: answer.at.toISOString() } : [],
      ),
      deletedPosts: posts.filter((post) => !isOwn(post)).map(placeOf),
      read: read.map(placeOf),
      earlierWords: (await readRevisionsOf(actor.id)).map((one) => ({
        ...placeOf(one),
        at: one.at.toISOString(),
        text: one.text,
      })),
    };
  },

  async erase(services, leaving) {
    const posts = await readPostsOf(leaving.personId);
    for (const post of posts) await takeFromPost(services, leaving, post);
    const marked = await readAnswersMarkedBy(leaving.personId);
    for (const { _id, seq, answer } of marked) await takeFromAnswer(services, leaving, _id, answer?.no ?? 1, seq);
    const hadRead = await deletePositionsOf(leaving.personId);
    const hadRevisions = await forgetInRevisions(leaving.personId);
    return posts.length > 0 || marked.length > 0 || hadRead || hadRevisions;
  },
};

function placeOf({ threadId: id, no }: Pick<PostPlace, 'threadId' | 'no'>): Exported['deletedPosts'][number] {
  return { threadId: threadId.parse(id), no };
}

/** The title of a thread is its author's, and for the others to read who may read its board. */
async function withTitles(exporting: Exporting, own: readonly OwnPost[]): Promise<Exported['posts']> {
  const boards = new Set((await readableBoards(exporting)).map(({ _id }) => _id));
  const titles = await readTitles([...new Set(own.map((post) => post.threadId))]);
  return own.map((post) => {
    const thread = titles.get(post.threadId);
    return {
      threadId: threadId.parse(post.threadId),
      title: thread && (post.no === 1 || boards.has(thread.boardId)) ? thread.title : '',
      no: post.no,
      at: post.at.toISOString(),
      editedAt: post.editedAt?.toISOString() ?? null,
      deletedAt: post.deletedAt?.toISOString() ?? null,
      text: post.text,
      pictures: attachedOf(post.pictures),
    };
  });
}

/** The words of a deleted post could be brought back until now: they go whatever is to become of the others. */
async function takeFromPost(
  { streams, blobs, clock }: Services,
  { personId, words, causeOf }: Leaving,
  { threadId: id, no, rev }: PostPlace,
): Promise<void> {
  await commit(streams, threads, id, causeOf(`${id}/${no} ${rev}`), async (aggregate) => {
    const held = await findPost(id, no);
    if (!aggregate || !held) return null;
    const isRemoved = held.by?.personId === personId && (words === 'remove' || held.deletedAt !== null);
    // Before the commit, after which nobody would find them again.
    if (isRemoved) await dropPictures({ blobs, clock }, subjectOfPost(id, held), held.pictures);
    const { threadId: _of, rev: replaces, ...fields } = withoutRowId(held);
    const post = withoutTraces(fields, personId, isRemoved);
    const gone = isRemoved ? { deletedAt: post.deletedAt ?? streams.clock.now(), deletedBy: null } : {};
    const { _id: _thread, seq: _seq, mark: _mark, ...thread } = aggregate;
    const excerpt = isRemoved && no === 1 ? '' : thread.excerpt;
    const answered = isRemoved && thread.answer?.no === no ? { answer: null, answerNo: null } : {};
    return {
      thread: { ...withoutPerson(thread, personId), excerpt, ...answered },
      post: { ...post, ...gone },
      replaces,
    };
  });
}

/** A moderator may have accepted an answer in a thread where they wrote nothing. */
async function takeFromAnswer(
  { streams }: Services,
  { personId, causeOf }: Leaving,
  id: string,
  no: number,
  seq: number,
): Promise<void> {
  await commit(streams, threads, id, causeOf(`${id} answer ${seq}`), async (aggregate) => {
    const held = await findPost(id, no);
    if (!aggregate || !held || aggregate.answer?.markedBy?.personId !== personId) return null;
    const { threadId: _of, rev: replaces, ...post } = withoutRowId(held);
    const { _id: _thread, seq: _seq, mark: _mark, ...thread } = aggregate;
    return { thread: withoutPerson(thread, personId), post: withoutPerson(post, personId), replaces };
  });
}

/** A document as it was read has the store's own key. */
function withoutRowId<T extends object>(record: T & { _id?: unknown }): Omit<T, '_id'> {
  const { _id, ...fields } = record;
  return fields;
}

/** Posts whose words are gone for good have none in the log either, whatever is to become of the others. */
async function redact(id: string, { personId, words }: Leaving): Promise<(data: ThreadData) => ThreadData> {
  const wordless = await readWordless(id);
  const isRemoved = (no: number) => words === 'remove' || wordless.has(no);
  return (data) => {
    const post = withoutTraces(data.post, personId, isRemoved(data.post.no));
    const bare = withoutPerson(data.thread, personId);
    const isTheirs = data.thread.by?.personId === personId;
    const thread = isTheirs && isRemoved(1) ? { ...bare, excerpt: '' } : bare;
    return thread === data.thread && post === data.post ? data : { ...data, thread, post };
  };
}

/** What stands where words were taken away. */
const GONE = { text: '…', html: '', pictures: [] } as const;

/** The same post where it has none. */
function withoutTraces(post: ThreadData['post'], personId: string, isRemoved: boolean): ThreadData['post'] {
  const isTheirs = post.by?.personId === personId;
  const bare = withoutPerson(post, personId);
  if (!isTheirs && post.deletedBy !== personId) return bare;
  const deletedBy = post.deletedBy === personId ? null : post.deletedBy;
  return { ...bare, deletedBy, ...(isTheirs && isRemoved ? GONE : {}) };
}
