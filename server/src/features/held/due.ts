import { z } from 'zod';
import type { JobKind } from '../../jobs/jobs.ts';

const forgotten = z.object({ id: z.string() });
export const forgetKind: JobKind<z.infer<typeof forgotten>> = { name: 'held.forget', input: forgotten };

const mailed = z.object({ id: z.string(), turn: z.int() });
export const mailKind: JobKind<z.infer<typeof mailed>> = { name: 'held.mail', input: mailed };
