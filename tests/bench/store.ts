import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../server/src/embedded/index.ts';
import { openBare } from './bare.ts';
import type { Flags } from './flags.ts';
import { median, rate, round } from './measure.ts';
import { growth, type Growth } from './store-growth.ts';
import { aPost, openStore, rooms, type Peer } from './store-peers.ts';

/** `writes` and the others are medians of a second; each ratio is the embedded store's against bare SQLite's. */
interface At {
  readonly clients: number;
  readonly insertRatio: number;
  readonly likeRatio: number;
  readonly findRatio: number;
  readonly pageRatio: number;
  readonly embedded: Rates;
  readonly bare: Rates;
}

type Work = 'insert' | 'like' | 'find' | 'page';
type Rates = Readonly<Record<Work, number>>;

export interface StoreBench {
  readonly at: readonly At[];
  readonly growth: Growth;
  readonly lost: number;
}

/**
 * The embedded store against bare `node:sqlite` behind a socket of the same kind, in one run and by turns; then what
 * 1,000,000 documents cost against 10,000. `--documents=` takes fewer, `--rounds=` and `--ms=` change the length.
 */
export async function benchStore(flags: Flags): Promise<StoreBench> {
  const [rounds, ms] = [Number(flags.get('rounds') ?? 3), Number(flags.get('ms') ?? 1000)];
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-'));
  try {
    const { at, lost } = await compare(folder, rounds, ms);
    const grown = await growth(join(folder, 'growth'), Number(flags.get('documents') ?? 1_000_000));
    return { at, growth: grown, lost: lost + grown.lost };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(folder: string, rounds: number, ms: number): Promise<{ at: At[]; lost: number }> {
  const embedded = await startEmbedded({ dir: join(folder, 'embedded') });
  const store = await openStore(embedded.uri, 32);
  const bare = await openBare(folder, 32);
  try {
    const posts = { embedded: await filled(store), bare: await filled(bare) };
    const at: At[] = [];
    for (const clients of [1, 32]) {
      const taken: { embedded: Rates; bare: Rates }[] = [];
      for (let turn = 0; turn <= rounds; turn++)
        taken.push({
          embedded: await rates(store, posts.embedded, clients, ms),
          bare: await rates(bare, posts.bare, clients, ms),
        });
      // The first turn warms both up.
      at.push(summary(clients, taken.slice(1)));
    }
    const there = await store.client
      .db('bench')
      .collection('posts')
      .countDocuments({ key: { $gte: '' } });
    return { at, lost: posts.embedded.acknowledged - there };
  } finally {
    await Promise.allSettled([store.close(), bare.close()]);
    await embedded.close();
  }
}

/** What one side holds: it grows as it is measured. */
interface Holding {
  next: number;
  acknowledged: number;
}

async function filled(peer: Peer): Promise<Holding> {
  const holding = { next: 0, acknowledged: 0 };
  const insert = inserting(peer, holding);
  while (holding.next < 5_000) await Promise.all(Array.from({ length: 32 }, insert));
  return holding;
}

function inserting(peer: Peer, holding: Holding): () => Promise<void> {
  return async () => {
    await peer.insert(aPost(holding.next++));
    holding.acknowledged++;
  };
}

async function rates(peer: Peer, holding: Holding, clients: number, ms: number): Promise<Rates> {
  let turn = 0;
  const key = (): string => `post-${(turn++ * 7919) % 5_000}`;
  return {
    insert: await rate(clients, ms, inserting(peer, holding)),
    like: await rate(clients, ms, () => peer.like(key())),
    find: await rate(clients, ms, () => peer.find(key())),
    page: await rate(clients, ms, () => peer.page(turn++ % rooms)),
  };
}

function summary(clients: number, taken: readonly { embedded: Rates; bare: Rates }[]): At {
  const mid = (side: 'embedded' | 'bare', work: Work): number =>
    Math.round(median(taken.map((each) => each[side][work])));
  const of = (side: 'embedded' | 'bare'): Rates => ({
    insert: mid(side, 'insert'),
    like: mid(side, 'like'),
    find: mid(side, 'find'),
    page: mid(side, 'page'),
  });
  const [embedded, bare] = [of('embedded'), of('bare')];
  const ratio = (work: Work): number => round(embedded[work] / bare[work]);
  const works: Work[] = ['insert', 'like', 'find', 'page'];
  for (const work of works)
    process.stdout.write(
      `${clients} client(s), ${work}: ${embedded[work]}/s, bare SQLite ${bare[work]}/s, ratio ${ratio(work)}\n`,
    );
  return {
    clients,
    insertRatio: ratio('insert'),
    likeRatio: ratio('like'),
    findRatio: ratio('find'),
    pageRatio: ratio('page'),
    embedded,
    bare,
  };
}
