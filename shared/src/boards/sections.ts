import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';

export const sectionId = hexId.brand('SectionId');
export type SectionId = z.infer<typeof sectionId>;

/** A heading in the list of boards, which can be folded with all that stands below it. */
export const section = z.strictObject({
  id: sectionId,
  name: z.strictObject({ en: z.string(), es: z.string() }),
  /** Those with smaller ones come first. */
  order: z.int(),
});
export type Section = z.infer<typeof section>;
