import { z } from 'zod';
import { importId, importState } from './entity.ts';

/** What the export of somebody's data has of tables they brought to the library. */
export const exported = {
  libraryImports: z.array(z.strictObject({ id: importId, name: z.string(), state: importState, at: z.iso.datetime() })),
};
