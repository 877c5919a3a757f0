import { z } from 'zod';

/**
 * What whoever sent a file may mend in it, so that more people can use it; nothing is refused for it. `video-codec`: many
 * computers stay black. `video-late`: playing begins once all of it is there.
 */
export const fileHint = z.enum(['video-codec', 'video-late']);
export type FileHint = z.infer<typeof fileHint>;
