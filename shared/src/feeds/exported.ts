import { z } from 'zod';

/** What the export of somebody's data has of their feeds: since when there is a key. The key itself would open them. */
export const exported = { feedKeyMadeAt: z.iso.datetime().nullable() };
