import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { line, words } from '../kernel/words.ts';
import { uploads } from './budgets.ts';
import { fileId, fileUse, ownFile } from './entity.ts';
import { fileLimits } from './limits.ts';

export const begin = command('file.begin', {
  about: 'Announces an upload, whose bytes then come in pieces by `PATCH /api/uploads/<id>`.',
  input: z.strictObject({
    use: fileUse,
    /** As it is called on the device; nothing is decided by it. */
    name: line(fileLimits.name, 0),
    /** Bytes. */
    size: z.int().min(1),
  }),
  output: ownFile,
  counts: [uploads],
});

export const describe = command('file.describe', {
  about: 'Says what one’s own file shows, for whoever cannot see it. Before something takes it up.',
  input: z.strictObject({ fileId, alt: words(fileLimits.alt, 0) }),
  output: ownFile,
});

export const discard = command('file.discard', {
  needsProof: false,
  about: 'Deletes one’s own file that nothing has taken up, or gives an upload up.',
  input: z.strictObject({ fileId }),
  output: z.strictObject({}),
});
