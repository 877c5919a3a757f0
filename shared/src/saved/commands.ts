import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { words } from '../kernel/words.ts';
import { entryId } from '../library/entity.ts';
import { versionNo } from '../library/versions.ts';
import { savedLimits } from './limits.ts';

export const keepEntry = command('saved.keep', {
  whileSilenced: true,
  about:
    'Keeps an entry of the library among one’s own, or changes one’s note on it; left out, the note stays as it is, also of one that was taken out within a day. Nobody else sees either.',
  input: z.strictObject({ entryId, note: words(savedLimits.note, 0).optional() }),
  output: z.strictObject({ note: z.string() }),
  counts: [votes],
});

export const seeVersion = command('saved.seen', {
  whileSilenced: true,
  about: 'One has looked at a version of an entry that one has kept: up to it nothing is new any more.',
  input: z.strictObject({ entryId, version: versionNo }),
  output: z.strictObject({}),
  counts: [votes],
});

export const dropEntry = command('saved.drop', {
  whileSilenced: true,
  about: 'Takes an entry of the library out of one’s own. For a day it comes back with its note.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({}),
  counts: [votes],
});
