import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { joinKnown, makeBoard, settingsOf } from './bench-app.ts';
import { connectAll, letWatch, openBare, openOurs, times } from './live.ts';
import type { Flags } from './flags.ts';
import { round } from './measure.ts';
import { Pinned } from './pinned.ts';

interface AcrossBench {
  readonly at: readonly {
    readonly n: number;
    readonly ratioP50: number;
    readonly ratioP99: number;
    readonly ms: Awaited<ReturnType<typeof times>>;
    readonly lost: number;
  }[];
  readonly lost: number;
}

/**
 * `--sizes=100,500,1000`: a durable post at one process to the last of so many watchers at another, with one store and one
 * Redis, against two processes of bare Socket.IO with its sharded Redis adapter and the same insert.
 */
export async function benchAcross(flags: Flags): Promise<AcrossBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-'));
  const [store, redis] = await Promise.all([startStore(), TestRedis.start()]);
  const settings = { ...settingsOf(folder), MONGODB_URI: store.uri, REDIS_URL: redis.url };
  await makeBoard(settings);
  const [cookie = null] = await joinKnown(settings, 1);
  const two = async (script: string, env: Readonly<Record<string, string>>) =>
    [await Pinned.start(script, env), await Pinned.start(script, env)] as const;
  const servers = await two('server/src/main.ts', settings);
  const bareServers = await two('tests/bench/bare-live.ts', { BENCH_STORE: store.uri, BENCH_REDIS: redis.url });
  try {
    const ours = await openOurs(servers, cookie);
    const bare = await openBare(bareServers, ours.event);
    const at: AcrossBench['at'][number][] = [];
    for (const n of (flags.get('sizes') ?? '100,500,1000').split(',').map(Number)) {
      for (const side of [ours, bare]) {
        await connectAll(side, n);
        await letWatch(side, n);
      }
      const ms = await times(ours, bare);
      const ratios = { ratioP50: round(ms.ours.p50 / ms.bare.p50), ratioP99: round(ms.ours.p99 / ms.bare.p99) };
      at.push({ n, ...ratios, ms, lost: ms.missed });
      process.stdout.write(`${n} watchers: ${JSON.stringify(at.at(-1))}\n`);
    }
    return { at, lost: at.reduce((sum, { lost }) => sum + lost, 0) };
  } finally {
    await Promise.all([...servers, ...bareServers].map((server) => server.stop()));
    await Promise.all([store.close(), redis.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
