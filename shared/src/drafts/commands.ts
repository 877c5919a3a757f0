import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { commandId } from '../kernel/ids.ts';
import { drafting } from './budgets.ts';
import { draft, draftPlace, draftVersion, draftWords } from './entity.ts';

export const saveDraft = command('draft.save', {
  whileSilenced: true,
  about:
    'Saves words that are being written, in the place of version `expected`. Where there is a newer one nothing is saved, and it comes back as `newer`. Without words the draft ends.',
  input: z.strictObject({
    place: draftPlace,
    ...draftWords,
    /** What the words were begun on; null where there was nothing. */
    expected: draftVersion.nullable(),
    /** The id of the command that will send them, and which of its savings this is: its earlier ones never hold it up. */
    by: z.strictObject({ commandId, turn: z.int().positive() }),
  }),
  output: z.strictObject({
    /** What is there now; null where there is nothing and never was. */
    version: draftVersion.nullable(),
    newer: draft.nullable(),
  }),
  counts: [drafting],
});

export const discardDraft = command('draft.discard', {
  whileSilenced: true,
  about: 'Takes a draft off the list. For a day it can be brought back.',
  input: z.strictObject({ place: draftPlace, version: draftVersion }),
  output: z.strictObject({ version: draftVersion }),
});

export const restoreDraft = command('draft.restore', {
  whileSilenced: true,
  about: 'Brings a draft back that was discarded as `version`, unless something else has been begun there.',
  input: z.strictObject({ place: draftPlace, version: draftVersion }),
  output: z.strictObject({ version: draftVersion }),
});
