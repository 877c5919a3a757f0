import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { openStore } from '@hearth/server/platform/mongo';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { Person } from '../support/person.ts';
import { join, makeBoard, settingsOf, startThread, TEXT } from './bench-app.ts';
import { cost, median, rate, round } from './measure.ts';
import { Pinned } from './pinned.ts';

const SMALL = 10;
const LARGE = 10_000;
const WRITERS = 8;
const MS = 2_000;
const TIMES = 100;
const TURNS = 5;

/** Milliseconds of one reply at a time, and of each while eight write and what follows runs beside them. */
interface Costs {
  readonly alone: number;
  readonly together: number;
}

interface FollowersBench {
  /** Many against few. */
  readonly ratio: Costs;
  readonly smallMs: Costs;
  readonly largeMs: Costs;
  readonly lost: number;
}

/** Replies in a thread that ten thousand people follow against one that ten follow, by turns in the same server. */
export async function benchFollowers(): Promise<FollowersBench> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  try {
    await makeBoard(settingsOf(folder));
    const first = await Pinned.start('server/src/main.ts', settingsOf(folder));
    const { cookie } = await join(first.url);
    const starter = new Person(first.url, null, cookie);
    const [few, many] = [await startThread(starter), await startThread(starter)];
    await first.stop();
    await addFollowers(folder, few, SMALL);
    await addFollowers(folder, many, LARGE);
    const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
    try {
      return await measure(new Person(server.url, null, cookie), few, many);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(ana: Person, few: ThreadId, many: ThreadId): Promise<FollowersBench> {
  let lost = 0;
  const replyIn = (threadId: ThreadId) => async () => {
    if (!(await ana.try('post.reply', { threadId, text: TEXT })).ok) lost += 1;
  };
  const turns: { readonly small: Costs; readonly large: Costs }[] = [];
  await rate(WRITERS, MS, replyIn(few));
  for (let turn = 0; turn < TURNS; turn++)
    turns.push({ small: await costs(replyIn(few)), large: await costs(replyIn(many)) });
  const middle = (of: 'small' | 'large', what: keyof Costs) => median(turns.map((turn) => turn[of][what]));
  const all = (of: 'small' | 'large') => ({
    alone: round(middle(of, 'alone')),
    together: round(middle(of, 'together')),
  });
  const ratioOf = (what: keyof Costs) => round(middle('large', what) / middle('small', what));
  return {
    ratio: { alone: ratioOf('alone'), together: ratioOf('together') },
    smallMs: all('small'),
    largeMs: all('large'),
    lost,
  };
}

async function costs(reply: () => Promise<void>): Promise<Costs> {
  return { alone: await cost(TIMES, reply), together: 1_000 / (await rate(WRITERS, MS, reply)) };
}

/** In the store of a folder that no server has open: what the product writes itself when somebody follows. */
async function addFollowers(folder: string, threadId: ThreadId, followers: number): Promise<void> {
  const store = await openStore({ mongoUri: null, dataFolder: folder });
  try {
    const rows = Array.from({ length: followers }, () => ({
      ...{ personId: randomBytes(8).toString('hex'), kind: 'thread', id: threadId },
      ...{ level: 'follow', reason: 'chosen', at: new Date() },
    }));
    await mongoose.connection.collection('follows').insertMany(rows, { writeConcern: { w: 1 } });
  } finally {
    await store.close();
  }
}
