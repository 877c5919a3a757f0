import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { joinKnown, makeBoard, settingsOf, startThread, TEXT } from './bench-app.ts';
import type { Flags } from './flags.ts';
import { median, round } from './measure.ts';
import { Pinned } from './pinned.ts';
import { RawClient } from './raw-client.ts';
import { Person } from '../support/person.ts';

/** One side: a server, its watchers, and how something new is said so that all of them hear it. */
export interface Side {
  /** Where the watchers are. */
  readonly server: Pinned;
  /** Connected; the first so many of them watch. */
  readonly clients: RawClient[];
  readonly watchers: RawClient[];
  watch(client: RawClient): Promise<unknown>;
  /** Durable. */
  post(): Promise<unknown>;
  /** As fast as it goes; writer number `n`. */
  flood(n: number): Promise<unknown>;
}

interface At {
  readonly n: number;
  readonly ratioP50: number;
  readonly ratioP99: number;
  readonly deliveryRatio: number;
  readonly cpuRatio: number;
  readonly ms: Times;
  readonly deliveriesPerSecond: Readonly<Record<'ours' | 'bare', number>>;
  /** Processor time of our server for one delivery, in microseconds. */
  readonly cpuUsPerDelivery: number;
  readonly lost: number;
}

interface LiveBench {
  readonly at: readonly At[];
  readonly memoryRatio: number;
  readonly bytesPerSocket: Readonly<Record<'ours' | 'bare', number>>;
  readonly lost: number;
}

const WRITERS = 32;
const POSTS = 60;
const FLOOD_MS = 3_000;
/** What a flood sets off is done by then. */
const AFTER_FLOOD_MS = 3_000;

/** `--sizes=100,500,1000`: a durable post to the last of so many watchers, against bare Socket.IO with the same insert. */
export async function benchLive(flags: Flags): Promise<LiveBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-'));
  const sizes = (flags.get('sizes') ?? '100,500,1000').split(',').map(Number);
  const settings = settingsOf(join(folder, 'ours'));
  await makeBoard(settings);
  const [cookie = null] = await joinKnown(settings, 1);
  const ours = await openOurs([await Pinned.start('server/src/main.ts', settings)], cookie);
  const bare = await openBare(
    [await Pinned.start('tests/bench/bare-live.ts', { BENCH_FOLDER: join(folder, 'bare') })],
    ours.event,
  );
  try {
    const most = Math.max(...sizes);
    const bytesPerSocket = { ours: await connectAll(ours, most), bare: await connectAll(bare, most) };
    const memoryRatio = round(bytesPerSocket.ours / bytesPerSocket.bare);
    process.stdout.write(`${most} idle sockets: ${JSON.stringify({ memoryRatio, bytesPerSocket })}\n`);
    const at: At[] = [];
    for (const side of [ours, bare]) await warm(side, Math.min(...sizes));
    for (const n of sizes) {
      for (const side of [ours, bare]) await letWatch(side, n);
      at.push(await compare(n, ours, bare));
    }
    return { at, memoryRatio, bytesPerSocket, lost: at.reduce((sum, { lost }) => sum + lost, 0) };
  } finally {
    await Promise.all([ours.server.stop(), bare.server.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** One process, or two: people write at the first and watch at the last. */
type Processes = readonly [Pinned, Pinned?];

/** A server with one board and one thread, written to by whoever has the cookie, and the frame of one of its events. */
export async function openOurs(
  [first, last = first]: Processes,
  cookie: string | null,
): Promise<Side & { event: unknown }> {
  const person = new Person(first.url, null, cookie);
  const threadId = await startThread(person);
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => RawClient.open(first.url, cookie)));
  const say = (n: number) =>
    writers[n % WRITERS]?.ask('command', 'post.reply', randomUUID(), { threadId, text: TEXT }) ?? Promise.reject();
  const watch = (client: RawClient) => client.ask('watch', `thread:${threadId}`, { seq: 0, mark: '' });
  const listener = await RawClient.open(last.url, null);
  await watch(listener);
  const event = new Promise<unknown>((resolve) => {
    listener.onEvent = (frame) => resolve(JSON.parse(frame.slice(2))[1]);
  });
  await say(0);
  let turn = 0;
  const post = () => say(turn++);
  return {
    server: last,
    clients: [],
    watchers: [],
    watch,
    post,
    flood: say,
    event: await event.finally(() => listener.close()),
  };
}

export async function openBare([first, last = first]: Processes, event: unknown): Promise<Side> {
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => RawClient.open(first.url, null)));
  const ask = (n: number, message: string) => writers[n % WRITERS]?.ask(message, event) ?? Promise.reject();
  const watch = (client: RawClient) => client.ask('watch', 'thread', null);
  return { server: last, clients: [], watchers: [], watch, post: () => ask(0, 'post'), flood: (n) => ask(n, 'send') };
}

/** Opens so many connections that do nothing; bytes of the server's memory for each. */
export async function connectAll({ server, clients }: Side, n: number): Promise<number> {
  const before = (await server.spent()).bytes;
  while (clients.length < n) {
    const some = Array.from({ length: Math.min(20, n - clients.length) }, () => RawClient.open(server.url, null));
    clients.push(...(await Promise.all(some)));
  }
  return Math.round(((await server.spent()).bytes - before) / n);
}

export async function letWatch({ clients, watchers, watch }: Side, n: number): Promise<void> {
  for (const client of clients.slice(watchers.length, n)) {
    await watch(client);
    watchers.push(client);
  }
}

/** A server is measured as it is after its first seconds: what is called often is compiled then, in ours far more than in the bare one. */
async function warm(side: Side, n: number): Promise<void> {
  await letWatch(side, n);
  await flood(side);
  await passed(AFTER_FLOOD_MS);
}

async function compare(n: number, ours: Side, bare: Side): Promise<At> {
  const ms = await times(ours, bare);
  const floods = { ours: await flood(ours), bare: await flood(bare) };
  const at = {
    n,
    ratioP50: round(ms.ours.p50 / ms.bare.p50),
    ratioP99: round(ms.ours.p99 / ms.bare.p99),
    deliveryRatio: round(floods.ours.perSecond / floods.bare.perSecond),
    cpuRatio: round(floods.ours.cpuUs / floods.bare.cpuUs),
    ms,
    deliveriesPerSecond: { ours: Math.round(floods.ours.perSecond), bare: Math.round(floods.bare.perSecond) },
    cpuUsPerDelivery: round(floods.ours.cpuUs),
    lost: floods.ours.lost + ms.missed,
  };
  process.stdout.write(`${n} watchers: ${JSON.stringify(at)}\n`);
  return at;
}

type Times = Readonly<Record<'ours' | 'bare', { p50: number; p99: number }>> & {
  /** How often somebody did not hear of something of ours. */
  readonly missed: number;
};

/** Milliseconds from saying something to the last watcher's having it, both sides by turns. */
export async function times(ours: Side, bare: Side): Promise<Times> {
  const taken: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  let missed = 0;
  for (let turn = 0; turn < POSTS + 10; turn++) {
    const [one, other] = [await toLast(ours), await toLast(bare)];
    missed += one.missed;
    // The first ten warm both up.
    if (turn < 10) continue;
    taken.ours.push(one.ms);
    taken.bare.push(other.ms);
  }
  return { ours: quantiles(taken.ours), bare: quantiles(taken.bare), missed };
}

/** Who has not heard it by then never will. */
const GIVEN_UP_MS = 10_000;

function toLast({ watchers, post }: Side): Promise<{ ms: number; missed: number }> {
  return new Promise((resolve, reject) => {
    let left = watchers.length;
    const begin = performance.now();
    const end = () => resolve({ ms: performance.now() - begin, missed: left });
    const timer = setTimeout(end, GIVEN_UP_MS);
    for (const watcher of watchers) {
      watcher.onEvent = () => {
        left -= 1;
        if (left > 0) return;
        clearTimeout(timer);
        end();
      };
    }
    post().catch(reject);
  });
}

/** All writers at once, for a while; then whatever was acknowledged has to have reached everybody. */
async function flood(side: Side): Promise<{ perSecond: number; cpuUs: number; lost: number }> {
  let delivered = 0;
  for (const watcher of side.watchers) watcher.onEvent = () => (delivered += 1);
  const before = await side.server.spent();
  const begin = performance.now();
  let acknowledged = 0;
  const write = async (n: number) => {
    while (performance.now() - begin < FLOOD_MS) {
      if (Object(await side.flood(n)).ok === true) acknowledged += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => write(n)));
  const expected = () => acknowledged * side.watchers.length;
  for (let wait = 0; delivered < expected() && wait < 100; wait++) await passed(50);
  const seconds = (performance.now() - begin) / 1000;
  const spent = (await side.server.spent()).cpuMs - before.cpuMs;
  return { perSecond: delivered / seconds, cpuUs: (spent * 1000) / delivered, lost: expected() - delivered };
}

function quantiles(numbers: readonly number[]): { p50: number; p99: number } {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { p50: round(median(numbers)), p99: round(sorted[Math.floor(sorted.length * 0.99)] ?? NaN) };
}
