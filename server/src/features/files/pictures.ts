import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { codeOf } from '../../platform/error-code.ts';

/** What is made of a picture: squares from its middle, or the whole in these widths. */
export type Wanted = { readonly sides: readonly number[] } | { readonly widths: readonly number[] };

const form = z.object({ width: z.int(), height: z.int(), bytes: z.instanceof(Uint8Array) });
const outcome = z.union([
  z.object({ forms: z.array(form) }),
  z.object({ reason: z.enum(['picture-broken', 'picture-too-many-pixels', 'picture-too-heavy']) }),
]);
export type Outcome = z.infer<typeof outcome>;

const WORKER = fileURLToPath(new URL('./picture-worker.ts', import.meta.url));
/** A picture that takes longer is not one that phones take. On a busy machine 48 megapixels take some seconds. */
const LONGEST_MS = 60_000;

/**
 * Reads a picture in a process of its own: decoders are large, written in C and fed with what strangers send. One that dies
 * over a picture, or takes all it may, leaves the server as it was, and its memory goes with it.
 */
export async function makeForms(source: Readable, wanted: Wanted, signal: AbortSignal): Promise<Outcome> {
  const child = fork(WORKER, [JSON.stringify(wanted)], {
    // Nothing of the server's settings: there are passwords among them.
    env: { MALLOC_ARENA_MAX: '2', VIPS_CONCURRENCY: '1', UV_THREADPOOL_SIZE: '2' },
    execArgv: ['--max-old-space-size=64', '--disable-warning=ExperimentalWarning'],
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  let isLate = false;
  const end = () => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, LONGEST_MS);
  signal.addEventListener('abort', end, { once: true });
  try {
    let answer: Outcome | null = null;
    child.once('message', (message) => (answer = outcome.parse(message)));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // A worker that has seen enough reads no further.
    if (child.stdin) await pipeline(source, child.stdin).catch(ifClosed);
    const code = await ended;
    signal.throwIfAborted();
    if (answer) return answer;
    // Ended by a fault in a decoder, by the system for want of memory, or by us.
    if (code === null || isLate) return { reason: 'picture-broken' };
    throw new Error(`the picture worker ended with ${code}`);
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
