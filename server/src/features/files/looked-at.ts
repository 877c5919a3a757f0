import { fileHint } from '@hearth/shared/files/hints';
import { z } from 'zod';

/** What a process of its own says of a document. */
export const lookedAt = z.object({ hints: z.array(fileHint), words: z.string() });
export type LookedAt = z.infer<typeof lookedAt>;
