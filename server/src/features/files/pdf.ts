import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lookedAt, type LookedAt } from './looked-at.ts';
import { pdfLimits } from './pdf-limits.ts';
import { askWorker } from './worker.ts';

const WORKER = fileURLToPath(new URL('./pdf-worker.ts', import.meta.url));
const UNREAD: LookedAt = { hints: ['pdf-unread'], words: '' };

/**
 * Looks into a PDF in a process of its own, which may read files and start a thread, and nothing else: it writes nothing and
 * starts no programs. One that takes too long or too much ends, and the server is as it was.
 */
export async function lookIntoPdf(source: Readable, signal: AbortSignal): Promise<LookedAt> {
  const answer = await askWorker(WORKER, source, {
    ...{ args: [], env: {}, longestMs: pdfLimits.longestMs, signal },
    execArgv: ['--max-old-space-size=256', '--permission', '--allow-fs-read=*', '--allow-worker'],
  });
  return answer === null ? UNREAD : lookedAt.parse(answer);
}
