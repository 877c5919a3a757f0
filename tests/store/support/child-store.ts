import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const admin = fileURLToPath(new URL('../../../server/src/admin/main.ts', import.meta.url));
const bare = fileURLToPath(new URL('serve.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A store in a process of its own, that can be killed. */
export interface ChildStore {
  readonly uri: string;
  readonly pid: number | undefined;
  /** SIGKILL: nothing in the process gets to do anything any more. */
  kill(): Promise<void>;
  /** What it said and how it ended, after asking it to end. */
  stop(): Promise<Finished>;
  /** The same, without being asked. */
  readonly end: Promise<Finished>;
}

const running = new Set<ChildProcess>();

/** For the end of a test that failed half-way. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

function start(program: string, words: readonly string[]): ChildProcess {
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** `npm run admin -- …`, without npm. */
export async function runAdmin(...words: readonly string[]): Promise<Finished> {
  return finished(start(admin, words));
}

/** Serves a folder, by itself (also with faults) or with the admin tool; fails with what it said when it does not come up. */
export async function serveInChild(folder: string, how: 'bare' | 'faulty' | 'admin' = 'bare'): Promise<ChildStore> {
  const words = how === 'faulty' ? [folder, '', 'faults'] : [folder];
  const child = how === 'admin' ? start(admin, ['store', 'serve', folder]) : start(bare, words);
  const end = finished(child);
  if (!child.stdout) throw new Error('The child has no standard output.');
  const up = await Promise.race([firstLine(child.stdout), end]);
  if (typeof up !== 'string') throw new Error(`The store ended with ${up.code}: ${up.stderr}`);
  const ended = async (signal: NodeJS.Signals): Promise<Finished> => {
    child.kill(signal);
    return end;
  };
  return {
    uri: up,
    pid: child.pid,
    kill: async () => void (await ended('SIGKILL')),
    stop: () => ended('SIGTERM'),
    end,
  };
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((done) => void createInterface(stream).once('line', done));
}

async function finished(child: ChildProcess): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
