import type { OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { questionId, roomId } from '@hearth/shared/rooms/entity';
import { threadId } from '@hearth/shared/threads/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { mayRead, type Actor } from '@hearth/shared/kernel/access';
import type * as contract from '@hearth/shared/privacy/queries';
import type { QueryContext } from '../../request/context.ts';
import type { Resource } from '../../services.ts';
import { readInvitationsOf } from '../accounts/code-store.ts';
import { presentMe } from '../accounts/present.ts';
import { listSessions } from '../accounts/queries.ts';
import { findPerson } from '../accounts/store.ts';
import { readableBoards } from '../boards/access.ts';
import { isOwner } from '../rooms/owner.ts';
import { Exports } from './exports.ts';
import { eachMark, findQuestion, readRoomsOf } from '../rooms/store.ts';
import { votes } from '../rooms/votes.ts';
import { eachPostOf, readMarksOf, readTitles, type OwnPost } from '../threads/store.ts';

type Exported = OutputOf<typeof contract.exportOwn>;

/** What has to be gathered from everything there is. */
export type Gathered = Pick<
  Exported,
  'exportedAt' | 'posts' | 'deletedPosts' | 'read' | 'hosted' | 'questions' | 'votes'
>;

/** Gathers what is kept about somebody, one person after the other. */
export const exports: Resource<Exports<Gathered>> = { open: () => new Exports(), close: (opened) => opened.close() };

/** Everything that is kept about whoever asks, in their own words where they are theirs. */
export async function exportOwn(context: QueryContext): Promise<Exported> {
  const { visitor, services } = context;
  if (!('sessionId' in visitor)) throw commonError('sign-in-first');
  const { actor, sessionId } = visitor;
  // What was gathered with the rights of a role is not for whoever has lost it.
  const gathered = await services
    .use(exports)
    .get(`${actor.id} ${actor.role}`, (signal) => gather(context, actor, signal));
  const [now] = (await services.sessions.visitorsOf(services, [sessionId])).values();
  const person = await findPerson(actor.id);
  if (!person || now?.actor.kind !== 'person' || now.actor.role !== actor.role) throw commonError('sign-in-first');
  const invitations = await readInvitationsOf(actor.id);
  return {
    profile: presentMe(person),
    addressProven: person.isProven ?? false,
    devices: await listSessions(context),
    invitations: invitations.map(({ endsAt, usesLeft }) => ({ endsAt: endsAt.toISOString(), usesLeft })),
    ...gathered,
  };
}

type Own = Extract<Actor, { kind: 'person' }>;

/** One thing after the other, so that the store has time for others in between. */
async function gather(context: QueryContext, actor: Own, signal: AbortSignal): Promise<Gathered> {
  const { clock, secret } = context.services;
  const { id } = actor;
  const exportedAt = clock.now().toISOString();
  const posts: OwnPost[] = [];
  for await (const post of eachPostOf(id)) {
    signal.throwIfAborted();
    posts.push(post);
  }
  const isOwn = ({ by }: OwnPost) => by?.personId === id;
  return {
    exportedAt,
    posts: await withTitles(context, posts.filter(isOwn)),
    deletedPosts: posts
      .filter((post) => !isOwn(post))
      .map((post) => ({ threadId: threadId.parse(post.threadId), no: post.no })),
    read: (await readMarksOf(id)).map((mark) => ({ threadId: threadId.parse(mark.threadId), no: mark.no })),
    hosted: (await readRoomsOf(id)).map(({ _id, title, readers, startsAt }) => ({
      roomId: roomId.parse(_id),
      title: mayRead(actor, readers) ? title : '',
      startsAt: startsAt.toISOString(),
    })),
    questions: await questionsOf(secret, id, signal),
    votes: (await votes.readAllOf(id)).map(({ streamId, subject, value, at }) => ({
      roomId: roomId.parse(streamId),
      questionId: questionId.parse(subject),
      up: value === 'up',
      at: at.toISOString(),
    })),
  };
}

/** The title of a thread is its author's, and for the others to read who may read its board. */
async function withTitles(context: QueryContext, own: readonly OwnPost[]): Promise<Exported['posts']> {
  const boards = new Set((await readableBoards(context)).map(({ _id }) => _id));
  const threads = await readTitles([...new Set(own.map((post) => post.threadId))]);
  return own.map((post) => {
    const thread = threads.get(post.threadId);
    return {
      threadId: threadId.parse(post.threadId),
      title: thread && (post.no === 1 || boards.has(thread.boardId)) ? thread.title : '',
      no: post.no,
      at: post.at.toISOString(),
      editedAt: post.editedAt?.toISOString() ?? null,
      deletedAt: post.deletedAt?.toISOString() ?? null,
      text: post.text,
    };
  });
}

/** Whose a question is can only be tried: their marks are read, and of one's own the words. */
async function questionsOf(secret: string, id: PersonId, signal: AbortSignal): Promise<Exported['questions']> {
  const own: Exported['questions'] = [];
  for await (const mark of eachMark()) {
    signal.throwIfAborted();
    const question = isOwner(secret, mark.roomId, mark, id) ? await findQuestion(mark.roomId, mark.id) : null;
    if (!question) continue;
    const { by, status, text, askedAt } = question;
    own.push({
      roomId: roomId.parse(question.roomId),
      askedAt: askedAt.toISOString(),
      anonymous: by === null,
      status,
      text,
    });
  }
  return own;
}
