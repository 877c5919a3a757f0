import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/redis.ts';
import { fill, join, makeBoard, settingsOf, startThread } from './bench-app.ts';
import type { Flags } from './flags.ts';
import { median } from './measure.ts';
import { Pinned } from './pinned.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TIMES = 5;

interface StartBench {
  readonly posts: number;
  /** Milliseconds from `npm start`'s own script in a built checkout to the first page; median. */
  readonly startMs: number;
  readonly taken: readonly number[];
  /** The same for the server alone, without the launcher's look whether everything is installed and built. */
  readonly serverMs: number;
  /** Node itself, doing nothing. */
  readonly nodeMs: number;
  readonly lost: number;
}

/** `--posts=100000`: from starting to the first page, with so many posts in the store. */
export async function benchStart(flags: Flags): Promise<StartBench> {
  const wanted = Number(flags.get('posts') ?? 100_000);
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  try {
    await makeBoard(settingsOf(folder));
    const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
    const threadId = await startThread(await join(server.url), 50);
    await server.stop();
    const posts = await fill(folder, threadId, wanted);
    process.stdout.write(`${posts} posts are there\n`);
    const path = `/t/${threadId}`;
    const taken: number[] = [];
    const alone: number[] = [];
    for (let n = 0; n < TIMES; n++) {
      taken.push(await opened('scripts/start.cjs', folder, path));
      alone.push(await opened('server/src/main.ts', folder, path));
    }
    const node: number[] = [];
    for (let n = 0; n < TIMES; n++) node.push(await ended());
    const rounded = taken.map(Math.round);
    return {
      posts,
      startMs: median(rounded),
      taken: rounded,
      serverMs: Math.round(median(alone)),
      nodeMs: Math.round(median(node)),
      lost: Math.max(0, wanted - posts),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds until the page is there; the server is stopped again. */
async function opened(script: string, folder: string, path: string): Promise<number> {
  const port = await freePort();
  const env = { ...process.env, NODE_OPTIONS: '', ...settingsOf(folder), PORT: String(port) };
  const began = performance.now();
  const child = spawn(process.execPath, [script], { cwd: ROOT, env, stdio: 'ignore' });
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    if (response?.ok && (await response.text()).includes('</html>')) break;
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const ms = performance.now() - began;
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return ms;
}

async function ended(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return performance.now() - began;
}
