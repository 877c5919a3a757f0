import { z } from 'zod';
import { attachedFile, fileId } from '../files/entity.ts';
import { rarely, writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { importAct, importId, importState } from './entity.ts';
import { importLimits } from './limits.ts';

export const checkImport = command('import.check', {
  about:
    'Looks through a table of links and files for the library, and says of each row what is wrong. Nothing comes to the library. For curators.',
  privileged: true,
  input: z.strictObject({
    csv: z.string().max(importLimits.text),
    /** A larger one, uploaded before as CSV in UTF-8, in the place of its text. It is read from then on; ask `import.get`. */
    table: fileId.optional(),
    name: line(importLimits.name, 0),
    /** Uploaded before, each once; the rows name them. They stay the caller's until the import is sent. */
    files: z.array(attachedFile).max(importLimits.files).optional(),
  }),
  output: z.strictObject({ id: importId }),
  counts: [writes, rarely],
});

export const turnImport = command('import.turn', {
  about:
    'Sends an import that was looked through, releases somebody else’s, discards it, or takes back what came of it and nobody has changed since. For curators; admins release their own as well.',
  privileged: true,
  input: z.strictObject({ importId, act: importAct }),
  output: z.strictObject({ state: importState }),
});
