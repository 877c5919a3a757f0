import { libraryLimits } from '@hearth/shared/library/limits';
import { countSeenBy, countStopped, type EntryRecord } from './store.ts';

/**
 * Whether an owner may put a small fix in the place of what is current: a curator has looked at this entry and at others of
 * theirs, nothing of theirs is hidden now, and curators have removed nothing.
 */
export async function isTrusted({ by, isUnreviewed }: EntryRecord): Promise<boolean> {
  if (!by || isUnreviewed) return false;
  const [seen, stopped] = await Promise.all([countSeenBy(by.personId), countStopped(by.personId)]);
  return seen >= libraryLimits.trusted && stopped === 0;
}
