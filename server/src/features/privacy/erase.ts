import { createHmac } from 'node:crypto';
import { personStream } from '@hearth/shared/accounts/events';
import { nameOf } from '@hearth/shared/kernel/stream';
import { roomStream } from '@hearth/shared/rooms/events';
import { threadStream } from '@hearth/shared/threads/events';
import { personId, type PersonId } from '@hearth/shared/kernel/ids';
import { forgetJobs } from '../../jobs/store.ts';
import { Lane } from '../../platform/lane.ts';
import type { Resource, Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { forgetEntriesOf } from '../../streams/tally-store.ts';
import { deleteStream } from '../../streams/store.ts';
import { deleteCodesFor, forgetInvitations } from '../accounts/code-store.ts';
import { deleteSessionsOf } from '../accounts/session-store.ts';
import { deletePerson, takeErasing, type PersonRecord } from '../accounts/store.ts';
import { fieldsOf as roomFieldsOf, questionFields } from '../rooms/access.ts';
import { changed } from '../rooms/event-data.ts';
import { isOwner } from '../rooms/owner.ts';
import {
  eachMark,
  readQuestions,
  readRoomsOf,
  replaceOwner,
  type QuestionRecord,
  type RoomRecord,
} from '../rooms/store.ts';
import { rooms } from '../rooms/stream.ts';
import { excerptOf } from '../threads/markdown/excerpt.ts';
import { deleteMarksOf, findPost, readPostsOf, type PostPlace, type PostRecord } from '../threads/store.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { cleanLog, forgetCommands, streamsTracing, type Search } from './log.ts';
import { nobodysMark, withoutTraces } from './rewrite.ts';

type Parts = Pick<Services, 'streams' | 'secret'>;

/** What was under way when an account was closed has ended after so long, and every open connection was checked. */
const UNDER_WAY_MS = 120_000;

/** One erasure, and how the traces are known. */
interface Leaving extends Search {
  readonly words: 'keep' | 'remove';
  /** Makes the ids of the commands that take them out; goes with the person's own document. */
  readonly key: string;
}

/** Erasures: each goes through everything, some of it twice. */
export const erasureLane: Resource<Lane> = { open: () => new Lane() };

/**
 * Looks again for traces of those who are being erased, until two minutes after everything was clean nothing is found any
 * more: commands that were under way, rows another process was about to write, and what a process that died had only begun.
 * The person's own document, which says that all this is to be done, goes last.
 *
 * @returns whether anybody is gone for good.
 */
export async function finishAllErasing(services: Parts & Pick<Services, 'use'>): Promise<boolean> {
  let isAnybodyGone = false;
  const now = services.streams.clock.now();
  const before = new Date(now.getTime() - UNDER_WAY_MS);
  for (let person = await takeErasing(before, now); person; person = await takeErasing(before, now)) {
    const leaving = person;
    if (await services.use(erasureLane).run(() => takeOut(services, leaving, leaving.erasing ?? 'keep'))) continue;
    await deletePerson(person._id);
    isAnybodyGone = true;
  }
  return isAnybodyGone;
}

/**
 * Takes a person out of everything that is kept, each step harmless when it is done again; true when there was anything.
 * What people see changes by events, so that open pages follow (promise L3); after that the log itself is rewritten.
 */
export async function takeOut(services: Parts, person: PersonRecord, words: 'keep' | 'remove'): Promise<boolean> {
  const { _id } = person;
  const leaving = leavingOf(services.secret, person, words);
  await deleteSessionsOf(_id, null);
  await deleteCodesFor(_id);
  const posts = await readPostsOf(leaving.personId);
  for (const post of posts) await takeFromPost(services, leaving, post);
  const hosted = await readRoomsOf(_id);
  for (const room of hosted) await takeFromRoom(services, leaving, room);
  const asked = await roomsAskedIn(leaving);
  for (const roomId of asked) await takeFromQuestions(services, leaving, roomId);

  // The boards' rows follow from the threads; when they are there, their log can be rewritten too.
  await services.streams.outbox.drained();
  const streams = await streamsTracing(leaving);
  await cleanLog(leaving, streams);
  const given = await forgetCommands(leaving);
  await forgetEntriesOf(_id);
  await forgetJobs(_id);
  await deleteMarksOf(_id);
  await forgetInvitations(_id);
  await deleteStream(nameOf(personStream, _id));
  return posts.length + hosted.length + asked.size + streams.size + given > 0;
}

function leavingOf(
  secret: string,
  { _id, erasingKey }: Pick<PersonRecord, '_id' | 'erasingKey'>,
  words: 'keep' | 'remove',
): Leaving {
  const id: PersonId = personId.parse(_id);
  return {
    personId: id,
    words,
    key: erasingKey ?? secret,
    secret,
    tracesIn: (stream) => ({
      personId: id,
      words,
      owns: (question) => stream.startsWith('room:') && isOwner(secret, idOf(stream), question, id),
    }),
  };
}

async function roomsAskedIn({ secret, personId: askerId }: Leaving): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const question of eachMark()) {
    if (isOwner(secret, question.roomId, question, askerId)) found.add(question.roomId);
  }
  return found;
}

/** The same id whenever the same is tried again; afterwards nothing that is left can tell whom it was about. */
function causeOf({ key, personId: id }: Leaving, what: string): Cause {
  const mark = createHmac('sha256', key).update(`erase ${id} ${what}`).digest('base64url').slice(0, 22);
  return { commandId: `erase/${mark}`, issuer: 'system' };
}

/** The words of a deleted post could be brought back until now: they go whatever is to become of the others. */
async function takeFromPost(services: Parts, leaving: Leaving, { threadId, no, rev }: PostPlace): Promise<void> {
  await commit(services.streams, threads, threadId, causeOf(leaving, `${threadId}/${no} ${rev}`), async (aggregate) => {
    const held = await findPost(threadId, no);
    if (!aggregate || !held) return null;
    const isRemoved = held.by?.personId === leaving.personId && (leaving.words === 'remove' || held.deletedAt !== null);
    const traces = leaving.tracesIn(nameOf(threadStream, threadId));
    const { _id: _thread, seq: _seq, mark: _mark, ...fields } = aggregate;
    const clean = withoutTraces(held, { ...traces, words: isRemoved ? 'remove' : 'keep' }) as PostRecord;
    const { threadId: _of, rev: replaces, ...post } = withoutRowId(clean);
    const gone = isRemoved ? { deletedAt: post.deletedAt ?? services.streams.clock.now(), deletedBy: null } : {};
    const thread = withoutTraces(fields, { ...traces, words: 'keep' }) as ThreadData['thread'];
    const excerpt = isRemoved && no === 1 ? excerptOf('') : thread.excerpt;
    return { thread: { ...thread, excerpt }, post: { ...post, ...gone }, replaces };
  });
}

/** A document as it was read has the store's own key. */
function withoutRowId<T extends object>(record: T): T {
  const { _id, ...fields } = record as T & { _id?: unknown };
  return fields as T;
}

async function takeFromRoom(services: Parts, leaving: Leaving, { _id, rev }: RoomRecord): Promise<void> {
  await commit(services.streams, rooms, _id, causeOf(leaving, `${_id} ${rev}`), (aggregate) => {
    if (!aggregate?.hosts.some((host) => host.personId === leaving.personId)) return null;
    const room = {
      ...roomFieldsOf(aggregate),
      hosts: aggregate.hosts.filter((host) => host.personId !== leaving.personId),
    };
    return changed({ room });
  });
}

/**
 * A question without a name looks as it did, and nothing may tell that it changed at the moment a name went: it gets
 * another mark in silence. What people see change, they see change at once.
 */
async function takeFromQuestions(services: Parts, leaving: Leaving, roomId: string): Promise<void> {
  const traces = leaving.tracesIn(nameOf(roomStream, roomId));
  const own = async () => (await readQuestions(roomId)).filter((question) => traces.owns(question));
  const isSeen = ({ by }: QuestionRecord) => by !== null || leaving.words === 'remove';
  const found = await own();
  for (const { id, owner } of found.filter((question) => !isSeen(question)))
    await replaceOwner(roomId, id, owner, nobodysMark());
  const wanted = found.filter(isSeen).map(({ id, rev }) => `${id} ${rev}`);
  if (wanted.length === 0) return;
  await commit(
    services.streams,
    rooms,
    roomId,
    causeOf(leaving, [roomId, ...wanted.sort()].join()),
    async (aggregate) => {
      const seen = (await own()).filter(isSeen);
      if (!aggregate || seen.length === 0) return null;
      const clean = seen.map((question) => questionFields(withoutTraces(question, traces) as QuestionRecord));
      const questions = clean.sort((a, b) => (a.id < b.id ? -1 : 1));
      return changed({ questions });
    },
  );
}
