import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { words } from '../kernel/words.ts';
import { entryId } from '../library/entity.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { collectionId, collectionState, collectionTurn, collectionWords } from './entity.ts';
import { collectionLimits } from './limits.ts';

const done = z.strictObject({ id: collectionId, state: collectionState, rev: z.int().positive() });
/** What one has read; refused where it is another one by now. */
const rev = z.int().positive();

export const draftCollection = command('collection.draft', {
  about: 'Curators begin a collection of entries of the library, which others see once it is published.',
  privileged: true,
  input: z.strictObject({ ...collectionWords, asItIs }),
  output: done,
  counts: [writes, firstWords],
  publishes: ['title', 'intro', 'rows'],
});

export const changeCollection = command('collection.change', {
  about: 'Curators change what a collection says, what stands in it, and in which order.',
  privileged: true,
  input: z.strictObject({ collectionId, rev, ...collectionWords, asItIs }),
  output: done,
  publishes: ['title', 'intro', 'rows'],
});

export const addToCollection = command('collection.add', {
  about: 'Curators put an entry at the end of a collection, with a note; of one that stands there already, the note.',
  privileged: true,
  input: z.strictObject({ collectionId, entryId, note: words(collectionLimits.note, 0), asItIs }),
  output: done,
  publishes: ['note'],
});

export const turnCollection = command('collection.turn', {
  about: 'Curators publish a collection, take it back into a draft, or remove it. Its entries stay where they are.',
  privileged: true,
  input: z.strictObject({ collectionId, rev, act: collectionTurn }),
  output: done,
});
