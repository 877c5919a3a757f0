import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../../platform/error-code.ts';

interface Asking {
  readonly args: readonly string[];
  /** All of it: the server's own settings have passwords among them. */
  readonly env: Readonly<Record<string, string>>;
  readonly execArgv: readonly string[];
  readonly longestMs: number;
  readonly signal: AbortSignal;
}

/**
 * Has a process of its own read what strangers sent, and gives back the one message it sends. Null where it died over it,
 * took all the memory it may, or too long; its memory goes with it.
 */
export async function askWorker(script: string, source: Readable, asking: Asking): Promise<unknown> {
  const { args, env, execArgv, longestMs, signal } = asking;
  const child = fork(script, args, {
    env: { ...env },
    execArgv: [...execArgv, '--disable-warning=ExperimentalWarning'],
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  let isLate = false;
  const end = () => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, longestMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    let answer: unknown = null;
    child.once('message', (message) => (answer = message));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // A worker that has seen enough reads no further.
    if (child.stdin) await pipeline(source, child.stdin).catch(ifClosed);
    const code = await ended;
    signal.throwIfAborted();
    if (answer !== null) return answer;
    // Ended by a fault in what it runs, by the system for want of memory, or by us.
    if (code === null || isLate) return null;
    throw new Error(`a worker for files ended with ${code}`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
  }
}

const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

function ifClosed(error: unknown): void {
  if (!CLOSED.has(codeOf(error))) throw error;
}
