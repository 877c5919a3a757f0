import { commonError } from '@hearth/shared/kernel/errors';
import type { EntryId } from '@hearth/shared/library/entity';
import { libraryError } from '@hearth/shared/library/errors';
import { standingsOf } from '@hearth/shared/library/policy';
import type { QueryContext } from '../../request/context.ts';
import { WHOLE } from '../entry-counts/access.ts';
import { isOthers, requireEntry } from '../library/access.ts';
import type { Target } from './target.ts';
import { triedEntries } from './tried-entries.ts';

/** An entry of the library. Whoever may not read it is told that there is none. */
export async function entryFor(context: QueryContext, entryId: EntryId): Promise<Target> {
  const { actor } = context;
  const entry = await requireEntry(context, entryId);
  return {
    ...{ tally: triedEntries, streamId: entryId, subject: WHOLE },
    isShown: true,
    // Nobody takes away what others report of their own.
    moderates: standingsOf(actor, entry).includes('curator'),
    noted: { on: { kind: 'entry', id: entryId } },
    requireHere: () => undefined,
    async refusal() {
      if (entry.state !== 'published') return libraryError('library-not-now');
      return actor.kind === 'person' && isOthers(actor, entry) ? null : commonError('not-allowed');
    },
  };
}
