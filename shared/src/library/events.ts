import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { entryId } from './entity.ts';

/** That it is another one now. Who sees what of it is asked for. */
const entryChanged = z.strictObject({ type: z.literal('entry.changed'), rev: z.int().positive() });
export type EntryChange = z.infer<typeof entryChanged>;

export const entryStream = stream('entry', { id: entryId, change: entryChanged, audiences: ['public'] });

/** That what one may read of the library has changed. */
const libraryChanged = z.strictObject({ type: z.literal('library.changed'), rev: z.int().positive() });
export type LibraryChange = z.infer<typeof libraryChanged>;

/** Of what is for groups nobody is told but curators: others would learn that there is something. */
export const libraryStream = stream('library', {
  id: z.literal('all'),
  change: libraryChanged,
  audiences: ['public', 'members', 'curators'],
});
