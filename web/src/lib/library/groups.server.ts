import { isIn } from '@hearth/shared/groups/policy';
import type { Loaded } from '../live/views.ts';

/** The groups one may give something to, by id and name. */
export function ownGroups(all: Loaded<'group.list'>): (readonly [id: string, name: string])[] {
  return all.flatMap(({ group, membership }) => (isIn(membership) ? [[group.id, group.name] as const] : []));
}
