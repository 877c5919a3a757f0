import { constants, setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { LookedAt } from './looked-at.ts';
import { pdfLimits } from './pdf-limits.ts';
import { lookAtPdf } from './pdf-reading.ts';

/** A process that looks into one PDF and ends: bytes come in on standard input, what was found goes back as a message. */

// Whoever waits for a page comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// Also while what is below is busy and answers nothing.
new Worker(new URL('./memory-guard.ts', import.meta.url), { workerData: pdfLimits.memory }).unref();

const answer: LookedAt = await lookAtPdf(await buffer(process.stdin));
process.send?.(answer, () => process.exit(0));
