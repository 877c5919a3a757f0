import { Proxy } from '../../support/proxy.ts';
import type { ServerProcess } from '../../support/processes.ts';
import type { TestRedis } from '../../support/redis.ts';
import { until } from '../../support/watching.ts';
import { Person } from '../../support/person.ts';
import { passed, post } from './load.ts';
import type { Proven } from './proven.ts';
import { BOARD, Stage } from './stage.ts';

/** Two servers on one store, with Redis between them, and people on both who post all the time. */
async function onTwo(
  name: string,
  env: Readonly<Record<string, string>>,
  happen: (stage: Stage, lines: readonly Proxy[]) => Promise<void>,
): Promise<Proven> {
  const stage = await Stage.open({ store: 'beside', servers: 2, redis: true, env });
  const lines = await Promise.all(stage.servers.map((server) => Proxy.before(server.url)));
  try {
    const connections = [...lines, ...lines].map((line, n) => stage.driver(`person ${n}`, { at: line.url }));
    const load = post(stage.threadId, await Promise.all(connections), 20);
    await passed(700);
    await happen(stage, lines);
    const sent = load.stop();
    return { name, seed: 0, sent, verdict: await stage.verdict(), history: stage.history };
  } finally {
    await stage.close();
    for (const line of lines) await line.close();
  }
}

/** F4, F5: Redis is killed, comes back empty, and is frozen, each for `forMs`. */
export function redisFails(forMs: readonly number[]): Promise<Proven> {
  return onTwo(`Redis killed and frozen for ${forMs.join(', ')} ms`, {}, async (stage) => {
    for (const ms of forMs) await breakRedis(stage, redisOf(stage), ms);
  });
}

async function breakRedis(stage: Stage, redis: TestRedis, ms: number): Promise<void> {
  stage.fault('Redis killed');
  await redis.kill();
  await passed(ms);
  await redis.start();
  await passed(500);
  stage.fault('Redis frozen');
  redis.freeze();
  await passed(ms);
  redis.thaw();
  await passed(500);
}

function redisOf({ redis }: Stage): TestRedis {
  if (!redis) throw new Error('this stage has no Redis');
  return redis;
}

/** F14: one of the two dies and stays dead; who was connected to it moves to the other, as behind a load balancer. */
export function oneDies(forMs: number): Promise<Proven> {
  return onTwo('one of two servers dies', {}, async (stage, lines) => {
    const [staying, dying] = stage.servers;
    stage.fault('one server killed');
    await dying?.stop('SIGKILL');
    if (staying) lines[1]?.leadTo(staying.url);
    await passed(forMs);
  });
}

/** F3: both servers are restarted one after the other as a new version would be, with SIGTERM. */
export async function restarted(times: number): Promise<Proven & { readonly slowestStopMs: number }> {
  let slowestStopMs = 0;
  const proven = await onTwo(`${times} restarts by SIGTERM`, {}, async (stage) => {
    for (let n = 0; n < times; n++) {
      for (const server of stage.servers) {
        stage.fault('SIGTERM');
        const begun = performance.now();
        await server.stop('SIGTERM');
        slowestStopMs = Math.max(slowestStopMs, performance.now() - begun);
        if (server.exitCode !== 0) throw new Error(`it ended with ${server.exitCode}:\n${server.printed}`);
        await server.start();
        await passed(500);
      }
    }
  });
  return { ...proven, slowestStopMs };
}

export interface ClocksProven extends Proven {
  /** By how much the time of a post at the second server was off in the end, in milliseconds. */
  readonly offMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * F13: the second server's clock is ahead by each of `skewsMs`, or behind, from a restart on; then it jumps back an hour
 * while people are connected.
 */
export async function clocksDiffer(skewsMs: readonly number[]): Promise<ClocksProven> {
  let offMs = 0;
  const name = `clocks ${skewsMs.map((ms) => ms / 1_000).join(', ')} s off, and one jumps back an hour`;
  const proven = await onTwo(name, {}, async (stage) => {
    const [, second] = stage.servers;
    if (!second) throw new Error('there are two');
    for (const ms of skewsMs) {
      stage.fault(`the second server's clock is ${ms} ms off`);
      await second.stop('SIGTERM');
      await second.start({ NODE_OPTIONS: `--import=${shiftedBy(ms)}` });
      await passed(1_500);
    }
    stage.fault("the second server's clock jumps back an hour");
    second.signal('SIGUSR2');
    await passed(1_500);
    offMs = await clockOf(stage, second);
  });
  return { ...proven, offMs };
}

/** How much the server's clock is off. */
async function clockOf(stage: Stage, server: ServerProcess): Promise<number> {
  // A mailed code of an hour ago would be none.
  const { id, cookie } = await stage.person();
  const person = new Person(server.url, id, cookie);
  const { thread } = await person.do('thread.start', {
    boardId: BOARD,
    title: 'What time is it?',
    text: 'Now.',
    language: 'en',
  });
  return Date.parse(thread.startedAt) - Date.now();
}

/** A module that moves the time of a whole process, and by an hour back at each SIGUSR2. */
function shiftedBy(ms: number): string {
  const code = `const Real = Date;
    let off = ${ms};
    process.on('SIGUSR2', () => (off -= ${HOUR_MS}));
    globalThis.Date = class Date extends Real {
      constructor(...given) { if (given.length === 0) super(Real.now() + off); else super(...given); }
      static now() { return Real.now() + off; }
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** F15: `clients` watch; the server is killed, starts again, and all come back at once. */
export async function storm(clients: number): Promise<Proven & { readonly backMs: number }> {
  const stage = await Stage.open({ store: 'inside' });
  try {
    const ana = await stage.person();
    const poster = await stage.driver('poster', { by: ana });
    const stranger = new Person(stage.server.url, null, null);
    for (let n = 0; n < clients; n += 25) {
      await Promise.all(Array.from({ length: 25 }, (_, m) => stage.driver(`client ${n + m}`, { by: stranger })));
    }
    const load = post(stage.threadId, [poster], 5);
    await passed(500);
    stage.fault('kill -9');
    await stage.server.stop('SIGKILL');
    await passed(2_000);
    await stage.server.start();
    const begun = performance.now();
    await until(() => stage.drivers.every((driver) => driver.isConnected), 'everybody to be back', 60_000);
    const backMs = performance.now() - begun;
    const sent = load.stop();
    const verdict = await stage.verdict();
    return { name: `${clients} clients come back at once`, seed: 0, sent, verdict, history: stage.history, backMs };
  } finally {
    await stage.close();
  }
}
