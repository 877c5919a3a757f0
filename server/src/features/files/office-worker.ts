import { constants, setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { storedKinds } from '@hearth/shared/files/kinds';
import { z } from 'zod';
import type { LookedAt } from './looked-at.ts';
import { officeLimits } from './office-limits.ts';
import { lookAtOffice } from './office-reading.ts';

/** A process that looks into one document and ends: bytes come in on standard input, what was found goes back as a message. */

// Whoever waits for a page comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// Also while what is below is busy and answers nothing.
new Worker(new URL('./memory-guard.ts', import.meta.url), { workerData: officeLimits.memory }).unref();

const kind = z.enum(storedKinds).parse(process.argv[2]);
const answer: LookedAt = await lookAtOffice(await buffer(process.stdin), kind);
process.send?.(answer, () => process.exit(0));
