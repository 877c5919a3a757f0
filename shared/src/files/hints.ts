import { z } from 'zod';

/**
 * What whoever sent a file may mend in it, so that more people can use it; nothing is refused for it. `video-codec`: many
 * computers stay black. `video-late`: playing begins once all of it is there. Of a PDF: nothing in it is text, as in a scan; its
 * headings and lists are not marked; it does not say its language, or its title.
 */
export const fileHint = z.enum([
  ...(['video-codec', 'video-late'] as const),
  ...(['pdf-no-text', 'pdf-not-tagged', 'pdf-no-language', 'pdf-no-title'] as const),
]);
export type FileHint = z.infer<typeof fileHint>;
