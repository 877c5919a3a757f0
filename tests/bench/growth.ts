import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { threadId as threadIdRule, type ThreadId } from '@hearth/shared/threads/entity';
import { Person } from '../support/person.ts';
import { byTurns } from './by-turns.ts';
import { join, makeBoard, settingsOf, startThread, TEXT } from './bench-app.ts';
import type { Flags } from './flags.ts';
import { median, round } from './measure.ts';
import { fillDesk, fillNetwork, idAt, longestId, type Model, type Size } from './network.ts';
import { Pinned } from './pinned.ts';

/** A thread that is copied has so many posts. */
const EACH = 10;
/** A hundredth of the network that is asked for has so many of everything but boards: a list of boards shows them all. */
const HUNDREDTH: Size = { threads: 1_000, longest: 200, boards: 200, people: 100, reads: 20 };
/** Threads that whoever asks follows and hears of. */
const HEARD = 60;
const TIMES = 100;
/** So long a server keeps how many people there are, in milliseconds. */
const COUNTED_MS = 5_100;
const COUNTS = 6;

/** Milliseconds by what is done, or how many times as many. */
type Costs = Readonly<Record<string, number>>;
type Work = Readonly<Record<string, () => Promise<unknown>>>;

interface GrowthBench {
  readonly small: number;
  readonly large: number;
  /** Milliseconds of one at a time, large against small. */
  readonly ratio: Costs;
  readonly smallMs: Costs;
  readonly largeMs: Costs;
  readonly lost: number;
}

/** A network in a folder of its own, and who asks in it. */
interface Network {
  readonly folder: string;
  readonly cookie: string | null;
  readonly model: Model;
}

/**
 * `--posts=1000000`: what people do all day in a network of so many posts in a tenth as many threads, one of them with a
 * fiftieth of all, a hundredth as many people, and 200 boards, against one of a hundredth of that; by turns, one at a time.
 */
export async function benchGrowth(flags: Flags): Promise<GrowthBench> {
  const posts = Number(flags.get('posts') ?? 1_000_000);
  const times = Math.max(1, Math.round(posts / (HUNDREDTH.threads * EACH)));
  const { threads, longest, boards, people, reads } = HUNDREDTH;
  const sizes = [
    HUNDREDTH,
    { threads: threads * times, longest: longest * times, boards, people: people * times, reads },
  ];
  const networks: Network[] = [];
  try {
    for (const size of sizes) networks.push(await makeNetwork(size));
    const [smallMs = {}, largeMs = {}] = await costsByTurns(networks);
    const ratio = Object.fromEntries(
      Object.entries(smallMs).map(([name, ms]) => [name, round((largeMs[name] ?? NaN) / ms)]),
    );
    const [small = 0, large = 0] = sizes.map((size) => size.threads * EACH + size.longest);
    return { small, large, ratio, smallMs, largeMs, lost: 0 };
  } finally {
    for (const { folder } of networks) await rm(folder, { recursive: true, force: true });
  }
}

async function makeNetwork(size: Size): Promise<Network> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  const settings = settingsOf(folder);
  await makeBoard(settings, 'members');
  const server = await Pinned.start('server/src/main.ts', settings);
  const [author, reader] = [await join(server.url), await join(server.url)];
  const [writing, reading] = await Promise.all([author, reader].map((person) => person.see('account.me', {})));
  const personId = writing?.me?.id ?? '';
  const model = { personId, threadId: await startThread(author, EACH), boardId: 'bench' };
  await server.stop();
  const begun = performance.now();
  await fillNetwork(folder, model, size, (name, done, all) => {
    const seconds = Math.round((performance.now() - begun) / 1_000);
    process.stderr.write(`${name}: ${done} of ${all} after ${seconds} s\n`);
  });
  await fillDesk(folder, reading?.me?.id ?? '', size.threads, HEARD);
  return { folder, cookie: reader.cookie, model };
}

/** Both at once, so that whatever else the machine does meets them alike. */
async function costsByTurns(networks: readonly Network[]): Promise<Costs[]> {
  const servers: Pinned[] = [];
  try {
    const works: Work[] = [];
    for (const { folder, cookie, model } of networks) {
      const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
      servers.push(server);
      works.push(await workOf(new Person(server.url, null, cookie), model));
    }
    const costs: Record<string, number>[] = networks.map(() => ({}));
    for (const name of Object.keys(works[0] ?? {})) {
      const isCounted = name === 'readersCounted';
      const taken = await byTurns(
        works.flatMap((work) => work[name] ?? []),
        isCounted ? COUNTS : TIMES,
        isCounted ? COUNTED_MS : 0,
      );
      for (const [place, each] of taken.entries()) Object.assign(costs[place] ?? {}, { [name]: round(median(each)) });
      process.stderr.write(`${name}: ${taken.map((each) => round(median(each))).join(', ')} ms\n`);
    }
    return costs;
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function workOf(ana: Person, { threadId }: Model): Promise<Work> {
  const own = await startThread(ana);
  const longest: ThreadId = threadIdRule.parse(longestId);
  const { thread } = await ana.see('thread.get', { threadId: longest });
  const boardId = 'bench-0';
  let turn = 0;
  const page = (path: string) => async () => {
    const response = await fetch(ana.url + path, { headers: { cookie: ana.cookie ?? '' } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await response.text();
  };
  return {
    thread: () => ana.see('thread.get', { threadId, from: 1 }),
    longestAtEnd: () => ana.see('thread.get', { threadId: longest, from: Math.max(1, thread.lastNo - 20) }),
    threadPage: page(`/t/${longest}?post=${thread.lastNo}`),
    reply: () => ana.do('post.reply', { threadId: own, text: TEXT }),
    replyInLongest: () => ana.do('post.reply', { threadId: longest, text: TEXT }),
    react: () => ana.do('reaction.set', { threadId: foreign(), no: 2, kind: turn++ % 2 ? 'thanks' : null }),
    boards: () => ana.see('board.list', {}),
    board: () => ana.see('board.get', { boardId }),
    latest: () => ana.see('thread.latest', { most: 5 }),
    unread: () => ana.see('unread.list', {}),
    unreadPage: page('/unread'),
    unreadCount: () => ana.see('unread.count', {}),
    bell: () => ana.see('bell.list', {}),
    bellCount: () => ana.see('bell.count', {}),
    readers: () => ana.see('board.readership', { boardId }),
    readersCounted: () => ana.see('board.readership', { boardId }),
  };
}

function foreign(): ThreadId {
  return threadIdRule.parse(idAt(3));
}
