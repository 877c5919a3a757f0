import { z } from 'zod';

/**
 * What whoever sent a file may mend in it, so that more people can use it; nothing is refused for it. `video-codec`: many
 * computers stay black. `video-late`: playing begins once all of it is there. Of a PDF: `unread` could not be looked into,
 * `no-text` is pictures of words alone, `no-tags` says of nothing what it is. Of Office and OpenDocument: `no-titles` are slides without one.
 */
export const fileHint = z.enum([
  ...(['video-codec', 'video-late', 'pdf-unread', 'pdf-password', 'pdf-no-text', 'pdf-no-tags'] as const),
  ...(['pdf-no-headings', 'pdf-no-alt', 'pdf-no-language', 'pdf-no-title'] as const),
  ...(['office-unread', 'office-no-headings', 'office-no-titles', 'office-no-alt', 'office-no-language'] as const),
]);
export type FileHint = z.infer<typeof fileHint>;
