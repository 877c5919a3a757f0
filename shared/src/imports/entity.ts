import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { fileId } from '../files/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { entryId } from '../library/entity.ts';

export const importId = hexId.brand('ImportId');

/**
 * `reading`: it is being looked through. `unread`: it is no table. `checked`: it was looked through, and nothing is in the
 * library. `waiting`: another curator is to release it.
 */
export const importState = z.enum([
  ...(['reading', 'unread', 'checked', 'waiting', 'running', 'done', 'undoing', 'undone', 'discarded'] as const),
]);
export type ImportState = z.infer<typeof importState>;

export const importAct = z.enum(['send', 'release', 'undo', 'discard']);
export type ImportAct = z.infer<typeof importAct>;

/** The columns that are read, by their English names. */
export const importColumn = z.enum([
  ...(['id', 'title', 'kind', 'summary', 'links', 'languages', 'audience', 'licence', 'credit', 'file'] as const),
  'row',
]);
export type ImportColumn = z.infer<typeof importColumn>;

/**
 * `twice`: the same is in a row above. `cells`: it has more or fewer than the first line. Of a file that it names: `absent` is
 * not among the files, `taken` goes with a row above, `alike` are several of that name.
 */
const importFault = z.strictObject({
  column: importColumn,
  reason: z.enum(['missing', 'long', 'choice', 'link', 'many', 'twice', 'cells', 'absent', 'taken', 'alike']),
  /** What the file is called. */
  name: z.string().optional(),
});
export type ImportFault = z.infer<typeof importFault>;

/** A file beside a table. */
export const importFile = z.strictObject({
  fileId,
  name: z.string(),
  /** Bytes. */
  size: z.int(),
  isPicture: z.boolean(),
  /** Whether a row that can come has it. What none has is deleted a day after it was sent. */
  isNamed: z.boolean(),
});
export type ImportFile = z.infer<typeof importFile>;

/**
 * `new`: it can come. `known`: it is in the library already, and stays as it is. `faulty`: it is left out. `taken-back`: by undoing
 * the import; `touched`: somebody changed the entry since, so that it stays.
 */
export const importRowState = z.enum(['new', 'known', 'faulty', 'done', 'taken-back', 'touched']);
export type ImportRowState = z.infer<typeof importRowState>;

export const importRow = z.strictObject({
  /** The line of the table that it begins in; the names of the columns are line 1. */
  line: z.int().positive(),
  title: z.string(),
  state: importRowState,
  faults: z.array(importFault),
  /** Those of its files that are beside the table still: what is in the library is there. */
  files: z.array(importFile.omit({ isNamed: true })),
  /** Once it is in the library. */
  entryId: entryId.nullable(),
});
export type ImportRow = z.infer<typeof importRow>;

/** What is wrong with a table that could not be read: one of the refusals of `import.check`. */
const tableFault = z.strictObject({
  reason: z.enum(['import-empty', 'import-columns', 'import-table', 'import-rows']),
  params: z.record(z.string(), z.number()),
});
export type TableFault = z.infer<typeof tableFault>;

export const importSheet = z.strictObject({
  id: importId,
  /** What the table was called. */
  name: z.string(),
  state: importState,
  /** Of one that is `unread`. */
  fault: tableFault.nullable(),
  by: byline.nullable(),
  releasedBy: byline.nullable(),
  at: z.iso.datetime(),
  /** How many rows there are of each state. */
  counts: z.record(importRowState, z.int().nonnegative()),
  may: z.array(importAct),
});
export type ImportSheet = z.infer<typeof importSheet>;
