import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storeFile } from '../../server/src/embedded/index.ts';
import { serveInChild, type ChildStore } from '../store/support/child-store.ts';
import { cost, round } from './measure.ts';
import { aPost, openStore, rooms, type Post } from './store-peers.ts';

type Costs = Readonly<Record<'insert' | 'like' | 'find' | 'page', number>>;

/** Milliseconds are medians of one client's operations; ratios are large against small. */
export interface Growth {
  readonly small: number;
  readonly large: number;
  readonly ratio: Costs;
  readonly smallMs: Costs;
  readonly largeMs: Costs;
  readonly memoryMb: number;
  readonly fileMb: number;
  readonly restartMs: number;
  readonly restartAfterKillMs: number;
  readonly lost: number;
}

const small = 10_000;

/** Fills a store in a process of its own, and measures the same operations when it is small and when it is large. */
export async function growth(folder: string, large: number): Promise<Growth> {
  let store = await serveInChild(folder);
  const first = await openStore(store.uri, 4);
  await fill(first.client.db('bench').collection<Post>('posts'), 0, small);
  const smallMs = await costs(first, small);
  await fill(first.client.db('bench').collection<Post>('posts'), small + inserted, large);
  const largeMs = await costs(first, large);
  const memoryMb = await residentMb(store);
  await first.close();
  await store.stop();

  const clean = await restarted(folder);
  await clean.store.kill();
  const killed = await restarted(folder);
  store = killed.store;
  const last = await openStore(store.uri, 1);
  const there = await last.client.db('bench').collection('posts').countDocuments({});
  await last.close();
  await store.stop();

  const ratio = (work: keyof Costs): number => round(largeMs[work] / smallMs[work]);
  const result = {
    small,
    large,
    ratio: { insert: ratio('insert'), like: ratio('like'), find: ratio('find'), page: ratio('page') },
    smallMs,
    largeMs,
    memoryMb,
    fileMb: round((await stat(join(folder, storeFile))).size / 1024 / 1024),
    restartMs: clean.ms,
    restartAfterKillMs: killed.ms,
    lost: large + inserted - there,
  };
  process.stdout.write(
    `${large} documents against ${small}: ${JSON.stringify(result.ratio)}, ${memoryMb} MB resident\n`,
  );
  return result;
}

/** How many documents each measuring adds. */
const inserted = 500;

async function costs(peer: Awaited<ReturnType<typeof openStore>>, held: number): Promise<Costs> {
  let turn = 0;
  const start = held === small ? small : held + inserted;
  const key = (): string => `post-${(turn++ * 7919) % held}`;
  const work = {
    find: () => peer.find(key()),
    page: () => peer.page(turn++ % rooms),
    like: () => peer.like(key()),
    insert: () => peer.insert(aPost(start + turn++)),
  };
  for (const each of [work.find, work.page, work.like]) await cost(200, each);
  turn = 0;
  const insert = round(await cost(inserted, work.insert));
  return {
    insert,
    like: round(await cost(500, work.like)),
    find: round(await cost(500, work.find)),
    page: round(await cost(500, work.page)),
  };
}

async function fill(
  posts: { insertMany(posts: Post[], options: { writeConcern: { w: 1 } }): Promise<unknown> },
  from: number,
  to: number,
): Promise<void> {
  for (let at = from; at < to; at += 1_000) {
    const many = Array.from({ length: Math.min(1_000, to - at) }, (_, i) => aPost(at + i));
    await posts.insertMany(many, { writeConcern: { w: 1 } });
    if (at % 100_000 === 0 && at > 0) process.stdout.write(`${at} documents\n`);
  }
}

async function restarted(folder: string): Promise<{ store: ChildStore; ms: number }> {
  const started = performance.now();
  const store = await serveInChild(folder);
  const peer = await openStore(store.uri, 1);
  await peer.find('post-1');
  const ms = Math.round(performance.now() - started);
  await peer.close();
  return { store, ms };
}

/** Zero where the system does not tell. */
async function residentMb(store: ChildStore): Promise<number> {
  const status = await readFile(`/proc/${store.pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
