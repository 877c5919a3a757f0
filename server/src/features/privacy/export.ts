import type { OutputOf } from '@hearth/shared/commands/define';
import { AppError } from '@hearth/shared/errors';
import { questionId, roomId, threadId } from '@hearth/shared/ids';
import type * as contract from '@hearth/shared/queries/accounts';
import type { Reading } from '../../context.ts';
import { readInvitationsOf } from '../accounts/code-store.ts';
import { presentMe } from '../accounts/present.ts';
import { listSessions } from '../accounts/reads.ts';
import { findPerson } from '../accounts/store.ts';
import { isOwner } from '../rooms/owner.ts';
import { eachQuestion, readRoomsOf } from '../rooms/store.ts';
import { readAllVotesOf } from '../rooms/votes.ts';
import { readMarksOf, readPostsOf, readTitles, type PostRecord } from '../threads/store.ts';

type Exported = OutputOf<typeof contract.exportOwn>;

/** Everything that is kept about whoever asks, in their own words where they are theirs. */
export async function exportOwn(reading: Reading): Promise<Exported> {
  const { visitor, house } = reading;
  if (!('sessionId' in visitor)) throw new AppError('sign-in-first');
  const { id } = visitor.actor;
  const person = await findPerson(id);
  if (!person) throw new AppError('sign-in-first');
  const [invitations, posts] = [await readInvitationsOf(id), await readPostsOf(id)];
  const isOwn = ({ by }: PostRecord) => by?.personId === id;
  return {
    exportedAt: house.clock.now().toISOString(),
    profile: presentMe(person),
    addressProven: person.isProven ?? false,
    devices: await listSessions(reading),
    invitations: invitations.map(({ endsAt, usesLeft }) => ({ endsAt: endsAt.toISOString(), usesLeft })),
    posts: await withTitles(posts.filter(isOwn)),
    deletedPosts: posts
      .filter((post) => !isOwn(post))
      .map((post) => ({ threadId: threadId.parse(post.threadId), no: post.no })),
    read: (await readMarksOf(id)).map((mark) => ({ threadId: threadId.parse(mark.threadId), no: mark.no })),
    hosted: (await readRoomsOf(id)).map(({ _id, title, startsAt }) => ({
      roomId: roomId.parse(_id),
      title,
      startsAt: startsAt.toISOString(),
    })),
    questions: await questionsOf(house.secret, id),
    votes: (await readAllVotesOf(id)).map((vote) => ({
      roomId: roomId.parse(vote.roomId),
      questionId: questionId.parse(vote.questionId),
      up: vote.up,
      at: vote.at.toISOString(),
    })),
  };
}

async function withTitles(own: readonly PostRecord[]): Promise<Exported['posts']> {
  const titles = await readTitles([...new Set(own.map((post) => post.threadId))]);
  return own.map((post) => ({
    threadId: threadId.parse(post.threadId),
    title: titles.get(post.threadId) ?? '',
    no: post.no,
    at: post.at.toISOString(),
    editedAt: post.editedAt?.toISOString() ?? null,
    deletedAt: post.deletedAt?.toISOString() ?? null,
    text: post.text,
  }));
}

async function questionsOf(secret: string, personId: string): Promise<Exported['questions']> {
  const own: Exported['questions'] = [];
  for await (const question of eachQuestion()) {
    if (!isOwner(secret, question.roomId, question, personId)) continue;
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
