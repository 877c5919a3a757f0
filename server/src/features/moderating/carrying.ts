import { idOf } from '../../streams/definition.ts';
import type { Services } from '../../services.ts';
import { allBoards, isReadByAll } from '../boards/access.ts';
import { carryFollows } from '../follows/access.ts';
import { carryNotifications } from '../notifications/access.ts';
import { react } from '../reaction.ts';
import { carryReactions } from '../reactions/access.ts';
import {
  carryBelongings,
  carryReads,
  fieldsOf,
  findLastPostNo,
  findPost,
  findThread,
  noteOf,
  withNote,
  type GoingRecord,
  type WentRecord,
} from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { carryTrials } from '../trials/access.ts';
import { carryPost } from './carried-post.ts';
import { arrive, stepIn, type Journey } from './journey.ts';

/** So many threads that posts came from are remembered, for whoever had not read them. */
const REMEMBERED = 20;

/**
 * Brings posts to the thread where they go on. What goes was decided and frozen by one event of the thread they come from;
 * everything here follows from that, post by post, and may be broken off and repeated at any place.
 */
export const carryPosts = react({
  to: threads,
  name: 'carrying',
  async handle(services, events) {
    for (const { stream, data } of events) {
      const { going } = data.thread;
      if (going && data.post?.no === going.note) await carry(services, idOf(stream), going);
    }
  },
});

async function carry(services: Services, source: string, going: GoingRecord): Promise<void> {
  const [thread, note] = await Promise.all([findThread(source), findPost(source, going.note)]);
  if (thread?.going?.note !== going.note) return;
  const journey = { services, source, going, by: note?.by ?? null };
  const moves = new Map<number, WentRecord>();
  // A thread begins with a post; in one that is there already the note comes before them.
  const noted = going.begins ? null : await noteArrival(journey);
  for (const no of going.nos ?? upTo(going.note)) {
    const went = await carryPost(journey, no, moves);
    if (went) moves.set(no, went);
  }
  const to = noted ?? { ...(await noteArrival(journey)), first: 1, readTo: 0 };
  await carryWhatIsSaid(journey, moves);
  await carryFollows(services, source, { to: to.to, isBegun: going.begins !== null });
  await carryReads(services, source, to, [...moves]);
  await settle(journey);
}

function upTo(note: number): number[] {
  return Array.from({ length: note - 1 }, (_, n) => n + 1);
}

/** Where posts come to. */
interface Arrival {
  readonly to: string;
  /** The number that the first of them has. */
  readonly first: number;
  /** The last post there before. */
  readonly readTo: number;
}

/** Says in the thread that posts come from another one, once. */
async function noteArrival(journey: Journey): Promise<Arrival> {
  const { services, going, by } = journey;
  const title = await titleFor(journey);
  const { to, event } = await arrive(journey, 'note', async (thread) => {
    if (!thread) throw new Error(`${going.to} is not there, and posts are to come to it`);
    const no = thread.lastNo + 1;
    const signed = { no, key: `${going.note}`, by, at: services.clock.now() };
    return {
      thread: withNote(thread, no),
      post: noteOf({ kind: 'came', posts: going.posts, title }, signed),
    };
  });
  return { to, first: event.data.thread.lastNo + 1, readTo: event.data.thread.lastPostNo ?? 0 };
}

/** Who reads the posts from now on may not read the board they were on, although they know of it. */
async function titleFor({ services, source }: Journey): Promise<string | null> {
  const [thread, boards] = await Promise.all([findThread(source), allBoards(services)]);
  const board = boards.find(({ _id }) => _id === thread?.boardId);
  return thread && board && isReadByAll(board) ? thread.title : null;
}

/** What people said and know of the posts, once all of them are there. */
async function carryWhatIsSaid(journey: Journey, moves: ReadonlyMap<number, WentRecord>): Promise<void> {
  const { services, source } = journey;
  for (const [no, went] of moves) {
    const [from, to] = [
      { threadId: source, no },
      { threadId: went.to, no: went.no },
    ];
    await carryBelongings(from, went);
    await carryNotifications(services, from, to);
    await carryReactions(services, from, to);
    await carryTrials(services, from, to);
  }
}

async function settle(journey: Journey): Promise<void> {
  const { services, source } = journey;
  const movedAt = services.clock.now();
  await arrive(journey, 'end', async (thread) => {
    if (!thread) throw new Error(`${journey.going.to} is not there any more`);
    const tookFrom = [...(thread.tookFrom ?? []).slice(1 - REMEMBERED), source];
    return { thread: { ...fieldsOf(thread), movedAt, tookFrom } };
  });
  await stepIn(journey, source, 'left', async (thread) => {
    const last = thread.mergedInto ? {} : { lastPostNo: await findLastPostNo(source) };
    return { thread: { ...fieldsOf(thread), ...last, going: null, movedAt }, isGone: true };
  });
  // Whoever watches a poll or a picture of theirs is asked again whether they may.
  services.streams.pubSub.publish({ kind: 'access', personId: null });
}
