import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { Person } from '../support/person.ts';
import { fill, join, makeBoard, settingsOf, startThread, TEXT } from './bench-app.ts';
import type { Flags } from './flags.ts';
import { cost, round } from './measure.ts';
import { Pinned } from './pinned.ts';

const SMALL = 10_000;
const TIMES = 200;

/** Milliseconds by what is done, or how many times as many. */
type Costs = Readonly<Record<string, number>>;

interface GrowthBench {
  readonly small: number;
  readonly large: number;
  /** Milliseconds of one at a time, large against small. */
  readonly ratio: Costs;
  readonly smallMs: Costs;
  readonly largeMs: Costs;
  readonly lost: number;
}

/** `--posts=1000000`: what people do all day, with so many posts against ten thousand. */
export async function benchGrowth(flags: Flags): Promise<GrowthBench> {
  const wanted = Number(flags.get('posts') ?? 1_000_000);
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  try {
    await makeBoard(settingsOf(folder));
    const first = await Pinned.start('server/src/main.ts', settingsOf(folder));
    const person = await join(first.url);
    const threadId = await startThread(person, 50);
    await first.stop();
    const small = await fill(folder, threadId, SMALL);
    const smallMs = await costs(folder, person.cookie, threadId);
    const large = await fill(folder, threadId, wanted);
    const largeMs = await costs(folder, person.cookie, threadId);
    const ratio = Object.fromEntries(
      Object.entries(smallMs).map(([name, ms]) => [name, round((largeMs[name] ?? NaN) / ms)]),
    );
    return { small, large, ratio, smallMs, largeMs, lost: Math.max(0, wanted - large) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function costs(folder: string, cookie: string | null, threadId: ThreadId): Promise<Costs> {
  const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
  try {
    const ana = new Person(server.url, null, cookie);
    const own = await startThread(ana);
    const boardId = 'bench';
    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      reply: () => ana.do('post.reply', { threadId: own, text: TEXT }),
      thread: () => ana.see('thread.get', { threadId, from: 1 }),
      board: () => ana.see('board.get', { boardId }),
      latest: () => ana.see('thread.latest', { most: 5 }),
      threadPage: async () => (await fetch(`${server.url}/t/${threadId}`)).text(),
    };
    const taken: Record<string, number> = {};
    for (const [name, one] of Object.entries(work)) {
      await cost(60, one);
      taken[name] = round(await cost(TIMES, one));
    }
    process.stdout.write(`${JSON.stringify(taken)}\n`);
    return taken;
  } finally {
    await server.stop();
  }
}
