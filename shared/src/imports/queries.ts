import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { importFile, importId, importRow, importSheet } from './entity.ts';

export const getImport = query('import.get', {
  about: 'An import and its rows, those with faults first. For curators.',
  input: z.strictObject({ importId, from: z.int().nonnegative().default(0) }),
  output: z.strictObject({
    sheet: importSheet,
    rows: z.array(importRow),
    /** From where the next ones are; null where these are the last. */
    next: z.int().nullable(),
    /** Those beside the table; empty for others than whoever brought it, until it is sent. */
    files: z.array(importFile),
  }),
});

export const listImports = query('import.list', {
  about: 'The latest imports. For curators.',
  input: z.strictObject({}),
  output: z.strictObject({ sheets: z.array(importSheet) }),
});
