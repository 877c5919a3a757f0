import { z } from 'zod';
import { entryId, entryKind, entryState } from './entity.ts';
import { entryFacets } from './facets.ts';
import { namingAnswer } from './naming.ts';
import { versionNo } from './versions.ts';

/** What the export of somebody's data has of the library: what they have given to it, and what they decided of others'. */
export const exported = {
  libraryEntries: z.array(
    z.strictObject({
      id: entryId,
      kind: entryKind,
      state: entryState,
      title: z.string(),
      summary: z.string(),
      credit: z.string(),
      parts: z.array(z.string()),
      /** What the picture that stands for it shows. */
      cover: z.string().nullable(),
      facets: entryFacets,
    }),
  ),
  libraryVersions: z.array(
    z.strictObject({ id: entryId, no: versionNo, what: z.string(), parts: z.array(z.string()) }),
  ),
  libraryNamed: z.array(z.strictObject({ id: entryId, answer: namingAnswer })),
  libraryDecisions: z.array(z.strictObject({ id: entryId, state: entryState })),
};
