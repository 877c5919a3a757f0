import type { CollectionState } from '@hearth/shared/collections/entity';
import { isStaff, type Actor } from '@hearth/shared/kernel/access';
import { circlesFor, circlesOf } from '@hearth/shared/library/policy';
import type { Reader } from '../../request/context.ts';
import { findCollection, type CollectionRecord } from './store.ts';

/** Which there are for somebody at all, whoever they are for. */
export function statesFor(actor: Actor): readonly CollectionState[] {
  return isStaff(actor) ? ['draft', 'published'] : ['published'];
}

export function mayReadCollection(actor: Actor, record: CollectionRecord): boolean {
  const circles = circlesOf(actor);
  const isFor = circles === null || circlesFor(record).some((one) => circles.includes(one));
  return isFor && statesFor(actor).includes(record.state);
}

/** Null where there is no such collection for them. */
export async function readableCollection(
  { actor }: Pick<Reader, 'actor'>,
  id: string,
): Promise<CollectionRecord | null> {
  const found = await findCollection(id);
  return found && mayReadCollection(actor, found) ? found : null;
}
