import { z } from 'zod';
import { entryRow, entryAudience, licence, partLanguage } from './entity.ts';

/** An entry as it is taken along, with all that is written of it; files by their address. */
export const exportedEntry = z.strictObject({
  ...entryRow.pick({ id: true, kind: true, state: true, title: true, by: true }).shape,
  summary: z.string(),
  parts: z.array(z.strictObject({ title: z.string(), address: z.string(), language: partLanguage })),
  /** The picture that was chosen to stand for it. */
  cover: z.strictObject({ title: z.string(), address: z.string() }).nullable(),
  audience: entryAudience,
  licence: licence.nullable(),
  credit: z.string(),
  publishedAt: z.iso.datetime().nullable(),
});
export type ExportedEntry = z.infer<typeof exportedEntry>;
