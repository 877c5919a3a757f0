import { storedKinds } from '@hearth/shared/files/kinds';
import { entryAudience, entryKind, licence, partLanguage } from '@hearth/shared/library/entity';
import { entryFacets, noFacets } from '@hearth/shared/library/facets';
import { trialFields } from '@hearth/shared/trials/entity';
import { z } from 'zod';

const inLanguage = { language: partLanguage };

/** What somebody gave to the library; where a curator is named it was published a day later, and waits otherwise. */
export const demoEntry = z.strictObject({
  key: z.string(),
  by: z.string(),
  curator: z.string().optional(),
  daysAgo: z.int().positive(),
  kind: entryKind,
  title: z.string(),
  summary: z.string(),
  parts: z.array(
    z.union([
      z.strictObject({
        ...{ file: z.string(), name: z.string(), kind: z.enum(storedKinds), ...inLanguage },
        /** Of what is played. */
        captions: z.array(z.strictObject({ file: z.string(), ...inLanguage })).optional(),
      }),
      z.strictObject({ picture: z.string(), width: z.int(), height: z.int(), alt: z.string(), ...inLanguage }),
      z.strictObject({ url: z.url(), title: z.string(), ...inLanguage }),
    ]),
  ),
  audience: entryAudience,
  /** By its key. */
  group: z.string().optional(),
  licence,
  credit: z.string(),
  /** What is missing of them says nothing. */
  facets: z.record(z.string(), z.unknown()).transform((said) => entryFacets.parse({ ...noFacets, ...said })),
  /** What came of it at schools. */
  tried: z
    .array(z.strictObject({ by: z.string(), hoursAgo: z.int().positive(), said: z.strictObject(trialFields) }))
    .default([]),
  /** Who says thanks. */
  thanks: z.array(z.string()).default([]),
});
export type DemoEntry = z.infer<typeof demoEntry>;
