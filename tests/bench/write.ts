import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { openApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import mongoose from 'mongoose';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { joinKnown, makeBoard, settingsOf, startThread, TEXT } from './bench-app.ts';
import { rate, round } from './measure.ts';
import { Pinned } from './pinned.ts';
import { Person } from '../support/person.ts';
import { RawClient } from './raw-client.ts';
import { present } from '../support/parts.ts';

const MS = 4_000;
const WRITERS = 32;
/** Enough that no connection is put out for writing too much. */
const PEOPLE = 30;

interface WriteBench {
  /** Durable replies a second against bare Socket.IO with one durable insert in the same store; 32 writers, 32 threads. */
  readonly ratio: number;
  readonly repliesPerSecond: Readonly<Record<'live' | 'overHttp', Rates>> & { readonly bare: number };
  /** Commands sent to the store before a reply is answered, by name. */
  readonly storeTrips: readonly string[];
  readonly lost: number;
}

/** By how many write, each in a thread of their own but for the last. */
type Rates = Readonly<Record<'one' | 'eight' | 'thirtyTwo' | 'thirtyTwoInOneThread', number>>;

/** Writes a reply; whether it was acknowledged. */
type Reply = (writer: number, threadId: ThreadId) => Promise<boolean>;

/** Durable replies by writers who each wait for the answer before the next: as pages write, and as scripts do. */
export async function benchWrite(): Promise<WriteBench> {
  const storeTrips = await tripsOfReply();
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  await makeBoard(settingsOf(pathOf(folder, 'ours')));
  const [first = null, ...cookies] = await joinKnown(settingsOf(pathOf(folder, 'ours')), PEOPLE + 1);
  const ours = await Pinned.start('server/src/main.ts', settingsOf(pathOf(folder, 'ours')));
  const bare = await Pinned.start('tests/bench/bare-live.ts', { BENCH_FOLDER: pathOf(folder, 'bare') });
  try {
    const person = new Person(ours.url, null, first);
    const threads: ThreadId[] = [];
    for (let n = 0; n < WRITERS; n++) threads.push(await startThread(person));
    const overHttp: Reply = async (_writer, threadId) => (await person.try('post.reply', { threadId, text: TEXT })).ok;
    const live = await openLive(ours.url, cookies);
    let lost = 0;
    const measure = (reply: Reply, writers: number, spread: boolean) => {
      const free = Array.from({ length: writers }, (_, n) => n);
      return rate(writers, MS, async () => {
        const writer = free.shift() ?? 0;
        if (!(await reply(writer, present(threads[spread ? writer : 0])))) lost += 1;
        free.push(writer);
      });
    };
    const measureAll = async (reply: Reply): Promise<Rates> => ({
      one: round(await measure(reply, 1, true)),
      eight: round(await measure(reply, 8, true)),
      thirtyTwo: round(await measure(reply, WRITERS, true)),
      thirtyTwoInOneThread: round(await measure(reply, WRITERS, false)),
    });
    await measure(live, WRITERS, true);
    const repliesPerSecond = {
      live: await measureAll(live),
      overHttp: await measureAll(overHttp),
      bare: round(await floor(bare.url)),
    };
    const ratio = round(repliesPerSecond.live.thirtyTwo / repliesPerSecond.bare);
    return { ratio, repliesPerSecond, storeTrips, lost };
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** One connection takes 150 messages in ten seconds, and one person forty connections: many people, by turns. */
async function openLive(url: string, cookies: readonly (string | null)[]): Promise<Reply> {
  const clients: RawClient[][] = [];
  for (const cookie of cookies)
    clients.push(await Promise.all(Array.from({ length: WRITERS }, () => RawClient.open(url, cookie))));
  let turn = 0;
  return async (writer, threadId) => {
    const client = clients[turn++ % clients.length]?.[writer];
    const answer = await client?.ask('command', 'post.reply', randomUUID(), { threadId, text: TEXT });
    return Object(answer).ok === true;
  };
}

async function floor(url: string): Promise<number> {
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => RawClient.open(url, null)));
  let turn = 0;
  return rate(WRITERS, MS, async () => clients[turn++ % WRITERS]?.ask('post', { text: TEXT }));
}

/** Counted in this process, over the live connection, where the session is known already. */
async function tripsOfReply(): Promise<string[]> {
  const app = await openApp();
  try {
    const ana = await app.person();
    await mongoose.connection.collection('people').updateMany({}, { $set: { isInvited: true } });
    const { id: threadId } = await aThread(ana, await aBoard());
    const socket = ana.openSocket();
    const reply = () => socket.emitWithAck('command', 'post.reply', randomUUID(), { threadId, text: TEXT });
    await reply();
    await app.settled();
    const trips: string[] = [];
    mongoose.set('debug', (collection: string, method: string) => void trips.push(`${collection}.${method}`));
    await reply();
    const told = [...trips];
    mongoose.set('debug', false);
    socket.disconnect();
    return told;
  } finally {
    await app.close();
  }
}
