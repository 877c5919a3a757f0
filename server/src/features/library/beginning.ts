import type { Byline } from '@hearth/shared/accounts/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import { countOwn } from './store.ts';
import type { EntryData } from './stream.ts';

type Fields = EntryData['entry'];
type Decided =
  'by' | 'at' | 'state' | 'reason' | 'decidedBy' | 'publishedBy' | 'isUnreviewed' | 'publishedAt' | 'suggestedBy';

/** A draft of somebody's, about which nobody has decided anything. */
export function begun(its: Omit<Fields, Decided>, by: Byline, at: Date, suggestedBy: Byline | null = null): Fields {
  const undecided = { decidedBy: null, publishedBy: null, isUnreviewed: false, publishedAt: null, reason: '' };
  return { ...its, ...undecided, by, at, suggestedBy, state: 'draft' };
}

/** What somebody has begun and nobody has published is not without end. */
export async function requireFew(personId: PersonId): Promise<void> {
  const most = libraryLimits.unpublished;
  const begun = await countOwn(personId, ['draft', 'submitted', 'changes', 'declined']);
  if (begun >= most) throw libraryError('library-full', { params: { most } });
}
