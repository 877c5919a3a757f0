import type { Group } from '@hearth/shared/groups/entity';
import { mayKnowOfGroup, mayManageGroup } from '@hearth/shared/groups/policy';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { mentionLimits } from '@hearth/shared/mentions/limits';
import type { Reader } from '../../request/context.ts';
import { presentGroup } from './present.ts';
import { findMembership, readGroupsById, readLongest } from './store.ts';

/** What other features may use of this one: the groups of these that there are for somebody, by their id. */
export async function knownGroups(
  { actor }: Pick<Reader, 'actor'>,
  ids: readonly GroupId[],
): Promise<Map<GroupId, Pick<Group, 'id' | 'name'>>> {
  if (ids.length === 0 || actor.kind !== 'person') return new Map();
  const found = (await readGroupsById([...new Set(ids)])).map(presentGroup);
  // Who is only invited to a hidden one sees it on the page of their groups, and not here.
  const known = found.filter((one) => mayKnowOfGroup(actor, one, actor.groups.includes(one.id) ? 'member' : 'none'));
  return new Map(known.map(({ id, name }) => [id, { id, name }]));
}

/** The same, and whether somebody may mention them: their owners and moderators may, where they are not too large. */
export async function groupsToMention(
  { actor }: Pick<Reader, 'actor'>,
  ids: readonly string[],
): Promise<Map<string, Pick<Group, 'id' | 'name'> & { readonly may: boolean }>> {
  if (ids.length === 0 || actor.kind !== 'person') return new Map();
  const found = (await readGroupsById([...new Set(ids)])).map(presentGroup);
  const known = await Promise.all(
    found.map(async (group) => {
      const membership = (await findMembership(group.id, actor.id))?.membership ?? 'none';
      if (!mayKnowOfGroup(actor, group, membership)) return [];
      const may = mayManageGroup(actor, membership) && group.members <= mentionLimits.groupPeople;
      return [[group.id, { id: group.id, name: group.name, may }] as const];
    }),
  );
  return new Map(known.flat());
}

/** Whether one of these groups takes only whom somebody lets in: to an open one comes who likes. */
export async function areLetIn(ids: readonly string[]): Promise<boolean> {
  return ids.length > 0 && (await readGroupsById(ids)).some(({ kind }) => kind !== 'open');
}

/** Who is in a group, its owners first; no more than may be mentioned. */
export async function membersOf(groupId: string): Promise<string[]> {
  const most = mentionLimits.groupPeople;
  const [owners, members] = await Promise.all([
    readLongest(groupId, 'owner', most),
    readLongest(groupId, 'member', most),
  ]);
  return [...owners, ...members].slice(0, most).map(({ personId }) => personId);
}
