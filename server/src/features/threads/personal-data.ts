import type { exported } from '@hearth/shared/threads/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import { personalStream, type Exporting, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { readableBoards } from '../boards/access.ts';
import { attachedFilesOf, attachedOf } from '../files/access.ts';
import { takeFromPost, withoutPurgeReason, withoutReason, withoutRowId, withoutTraces } from './leaving-posts.ts';
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
        'thread.lock.by.personId',
        'post.by.personId',
        'post.deletedBy',
        'post.purged.by.personId',
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
      posts: await withTitles(
        exporting,
        posts.filter((post) => isOwn(post) && !post.note),
      ),
      notes: posts.flatMap((post) => noteIn(post, actor.id)),
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
    const isTheirs = ({ by }: Pick<OwnPost, 'by'>) => by?.personId === leaving.personId;
    for (const post of posts) await takeFromPost(services, leaving, post, isTheirs);
    const marked = await readAnswersMarkedBy(leaving.personId);
    for (const { _id, seq, answer } of marked) await takeFromAnswer(services, leaving, _id, answer?.no ?? 1, seq);
    const hadRead = await deletePositionsOf(leaving.personId);
    const hadRevisions = await forgetInRevisions(leaving.personId);
    return posts.length > 0 || marked.length > 0 || hadRead || hadRevisions;
  },
};

/** What somebody did as a moderator, where a post tells of it. */
function noteIn(post: OwnPost, personId: string): Exported['notes'] {
  const { by, note, purged } = post;
  if (purged?.by?.personId === personId)
    return [{ ...placeOf(post), at: purged.at.toISOString(), kind: 'purged', reason: purged.reason }];
  if (!note || by?.personId !== personId) return [];
  return [{ ...placeOf(post), at: post.at.toISOString(), kind: note.kind, reason: reasonOf(post) }];
}

function reasonOf({ note, text }: OwnPost): string {
  return note?.kind === 'locked' || note?.kind === 'idea' ? text : '';
}

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
      files: attachedFilesOf(post.files),
      ...(post.poll?.question && { poll: { question: post.poll.question, options: post.poll.options } }),
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

/** Posts whose words are gone for good have none in the log either, whatever is to become of the others. */
async function redact(id: string, { personId, words }: Leaving): Promise<(data: ThreadData) => ThreadData> {
  const wordless = await readWordless(id);
  const isRemoved = (no: number) => words === 'remove' || wordless.has(no);
  return (data) => {
    const kept = data.post && words === 'remove' ? withoutPurgeReason(data.post, personId) : data.post;
    const post = kept && withoutTraces(kept, personId, isRemoved(kept.no));
    const bare = withoutPerson(words === 'remove' ? withoutReason(data.thread, personId) : data.thread, personId);
    const isTheirs = data.thread.by?.personId === personId;
    const thread = isTheirs && isRemoved(1) ? { ...bare, excerpt: '' } : bare;
    return thread === data.thread && post === data.post ? data : { ...data, thread, ...(post && { post }) };
  };
}
