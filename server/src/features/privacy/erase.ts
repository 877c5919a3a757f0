import { createHmac } from 'node:crypto';
import { personId, type PersonId } from '@hearth/shared/ids';
import type { House } from '../../house.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { rewriteFacts } from '../../streams/store.ts';
import { deleteCodesFor, forgetInvitations } from '../accounts/code-store.ts';
import { deleteSessionsOf } from '../accounts/session-store.ts';
import { deletePerson, readErasing } from '../accounts/store.ts';
import { fieldsOf as roomFieldsOf, questionFields } from '../rooms/access.ts';
import { ownerMark } from '../rooms/owner.ts';
import { eachQuestion, findQuestion, readRoomsOf, type QuestionRecord } from '../rooms/store.ts';
import { rooms } from '../rooms/stream.ts';
import { forgetVoter } from '../rooms/votes.ts';
import { excerptOf } from '../threads/markdown.ts';
import { deleteMarksOf, findPost, readPostsOf, type PostRecord } from '../threads/store.ts';
import { threads, type ThreadFact } from '../threads/stream.ts';
import { withoutTraces, type Traces } from './rewrite.ts';

type Parts = Pick<House, 'streams' | 'secret'>;

interface Leaving {
  readonly personId: PersonId;
  readonly words: 'keep' | 'remove';
}

/** Finishes what a process that died had begun. At every start. */
export async function finishAllErasing(house: Parts): Promise<void> {
  for (const { _id, erasing } of await readErasing()) {
    await finishErasing(house, { personId: personId.parse(_id), words: erasing ?? 'keep' });
  }
}

/**
 * Takes a person out of everything that is kept, each step harmless when it is done again. What people see changes by
 * events, so that open pages follow (promise L3); after that the log itself is rewritten, and the person's own document,
 * which says that all this is to be done, goes last.
 */
export async function finishErasing(house: Parts, leaving: Leaving): Promise<void> {
  await deleteSessionsOf(leaving.personId, null);
  await deleteCodesFor(leaving.personId);
  const questions = await questionsOf(house.secret, leaving.personId);
  const traces: Traces = {
    ...leaving,
    owners: new Set(questions.map(({ owner }) => owner)),
  };
  const posts = await readPostsOf(leaving.personId);
  const boardIds = new Set<string>();
  for (const post of posts) {
    const boardId = await takeFromPost(house, traces, post);
    if (boardId) boardIds.add(boardId);
  }
  const hosted = await readRoomsOf(leaving.personId);
  for (const { _id } of hosted) await takeFromRoom(house, traces, _id);
  for (const question of questions) await takeFromQuestion(house, traces, question);

  // The boards' rows follow from the threads; when they are there, their log can be rewritten too.
  await house.streams.chores.settled();
  const touched = [
    ...posts.map(({ threadId }) => `thread:${threadId}`),
    ...[...boardIds].map((id) => `board:${id}`),
    ...hosted.map(({ _id }) => `room:${_id}`),
    ...questions.map(({ roomId }) => `room:${roomId}`),
  ];
  for (const stream of new Set(touched)) await rewriteFacts(stream, (fact) => withoutTraces(fact, traces));
  await forgetVoter(leaving.personId);
  await deleteMarksOf(leaving.personId);
  await forgetInvitations(leaving.personId);
  await deletePerson(leaving.personId);
}

async function questionsOf(secret: string, askerId: string): Promise<QuestionRecord[]> {
  const found: QuestionRecord[] = [];
  for await (const question of eachQuestion()) {
    if (question.owner === ownerMark(secret, question.roomId, question.id, askerId)) found.push(question);
  }
  return found;
}

/** The same id whenever it is tried again, and no hint of whom it is about. */
function causeOf(secret: string, leaving: Leaving, what: string): Cause {
  const id = createHmac('sha256', secret).update(`erase ${leaving.personId} ${what}`).digest('base64url').slice(0, 22);
  return { commandId: `erase/${id}`, giver: 'system' };
}

async function takeFromPost(house: Parts, traces: Traces, { threadId, no }: PostRecord): Promise<string | null> {
  let boardId: string | null = null;
  await commit(house.streams, threads, threadId, causeOf(house.secret, traces, `${threadId}/${no}`), async (root) => {
    const held = await findPost(threadId, no);
    if (!root || !held) return null;
    boardId = root.boardId;
    const { _id: _thread, seq: _seq, mark: _mark, ...fields } = root;
    const { threadId: _of, rev: _rev, ...post } = withoutRowId(withoutTraces(held, traces) as PostRecord);
    const isRemoved = traces.words === 'remove' && held.by?.personId === traces.personId;
    const gone = isRemoved ? { deletedAt: post.deletedAt ?? new Date(), deletedBy: null } : {};
    const thread = withoutTraces(fields, { ...traces, words: 'keep' }) as ThreadFact['thread'];
    const excerpt = isRemoved && no === 1 ? excerptOf('') : thread.excerpt;
    return { thread: { ...thread, excerpt }, post: { ...post, ...gone } };
  });
  return boardId;
}

/** A document as it was read has the store's own key. */
function withoutRowId<T extends object>(record: T): T {
  const { _id, ...fields } = record as T & { _id?: unknown };
  return fields as T;
}

async function takeFromRoom(house: Parts, traces: Traces, id: string): Promise<void> {
  await commit(house.streams, rooms, id, causeOf(house.secret, traces, id), (root) => {
    if (!root?.hosts.some((host) => host.personId === traces.personId)) return null;
    const room = { ...roomFieldsOf(root), hosts: root.hosts.filter((host) => host.personId !== traces.personId) };
    return { room, shows: true, questions: [], scores: [] };
  });
}

async function takeFromQuestion(house: Parts, traces: Traces, { roomId, id }: QuestionRecord): Promise<void> {
  await commit(house.streams, rooms, roomId, causeOf(house.secret, traces, `${roomId}/${id}`), async (root) => {
    const held = await findQuestion(roomId, id);
    if (!root || !held) return null;
    const question = questionFields(withoutTraces(held, traces) as QuestionRecord);
    return { room: roomFieldsOf(root), shows: false, questions: [question], scores: [] };
  });
}
