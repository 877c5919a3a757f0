import { z } from 'zod';

export const entryKind = z.enum(['document', 'template', 'slides', 'link', 'video', 'recording', 'toolkit']);
export type EntryKind = z.infer<typeof entryKind>;

/** In what a file or page is written: of the whole entry nothing is said, so that none of it can be missing. */
export const partLanguage = z.enum(['en', 'es', 'other']);
export type PartLanguage = z.infer<typeof partLanguage>;
