import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FileKind } from '@hearth/shared/files/kinds';
import { lookedAt, type LookedAt } from './looked-at.ts';
import { officeLimits } from './office-limits.ts';
import { askWorker } from './worker.ts';

const WORKER = fileURLToPath(new URL('./office-worker.ts', import.meta.url));
const UNREAD: LookedAt = { hints: ['office-unread'], words: '' };

/** Looks into a document of Office in a process of its own, as `lookIntoPdf` does into a PDF. */
export async function lookIntoOffice(source: Readable, kind: FileKind, signal: AbortSignal): Promise<LookedAt> {
  const answer = await askWorker(WORKER, source, {
    ...{ args: [kind], env: {}, longestMs: officeLimits.longestMs, signal },
    execArgv: ['--max-old-space-size=256', '--permission', '--allow-fs-read=*', '--allow-worker'],
  });
  return answer === null ? UNREAD : lookedAt.parse(answer);
}
