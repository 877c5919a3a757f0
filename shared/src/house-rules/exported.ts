import { z } from 'zod';
import { rulesVersion } from './entity.ts';

/** What the export of somebody's data has of the house rules: which versions they agreed to or published, and when. */
export const exported = {
  houseRules: z.array(z.strictObject({ version: rulesVersion, at: z.iso.datetime() })),
  houseRulesPublished: z.array(
    z.strictObject({
      version: rulesVersion,
      at: z.iso.datetime(),
      changes: z.strictObject({ en: z.string(), es: z.string() }),
    }),
  ),
};
