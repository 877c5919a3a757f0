import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { askWorker } from './worker.ts';

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
  const answer = await askWorker(WORKER, source, {
    ...{ args: [JSON.stringify(wanted)], longestMs: LONGEST_MS, signal },
    env: { MALLOC_ARENA_MAX: '2', VIPS_CONCURRENCY: '1', UV_THREADPOOL_SIZE: '2' },
    execArgv: ['--max-old-space-size=64'],
  });
  return answer === null ? { reason: 'picture-broken' } : outcome.parse(answer);
}
