import { commonError } from '@hearth/shared/kernel/errors';
import type { EntryId } from '@hearth/shared/library/entity';
import { libraryError } from '@hearth/shared/library/errors';
import { standingsOf } from '@hearth/shared/library/policy';
import type { QueryContext } from '../../request/context.ts';
import { WHOLE } from '../entry-counts/access.ts';
import { isOthers, readEntry } from '../library/access.ts';
import type { Target } from './target.ts';
import { triedEntries } from './tried-entries.ts';

/**
 * An entry of the library. Whoever may not read it is told that there is none; while it is hidden, whoever has reported on it
 * sees that alone, and may take it back.
 */
export async function entryFor(context: QueryContext, entryId: EntryId): Promise<Target> {
  const { actor } = context;
  const seen = await readEntry(context, entryId);
  if (!seen) throw commonError('no-such-thing');
  const { entry, view } = seen;
  const isShown = view === 'whole';
  if (!isShown && entry.state !== 'hidden') throw commonError('no-such-thing');
  return {
    ...{ tally: triedEntries, streamId: entryId, subject: WHOLE, isShown, showsOwn: true },
    // Nobody takes away what others report of their own.
    moderates: standingsOf(actor, entry).includes('curator'),
    noted: { on: { kind: 'entry', id: entryId } },
    requireHere: () => undefined,
    async refusal() {
      if (!isShown) return commonError('no-such-thing');
      if (entry.state !== 'published') return libraryError('library-not-now');
      return actor.kind === 'person' && isOthers(actor, entry) ? null : commonError('not-allowed');
    },
  };
}
