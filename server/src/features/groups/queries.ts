import type { GroupMember } from '@hearth/shared/groups/entity';
import { groupLimits } from '@hearth/shared/groups/limits';
import { isIn, mayKnowOfGroup, mayManageGroup, maySeeMembers } from '@hearth/shared/groups/policy';
import type * as contract from '@hearth/shared/groups/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { noteLook } from '../../request/audit.ts';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { presentGroup } from './present.ts';
import { findGroup, readGroups, readLongest, readMembershipsOf, readNewest, type MembershipRecord } from './store.ts';
import { membershipOf } from './stream.ts';

export async function list(context: QueryContext): Promise<OutputOf<typeof contract.listGroups>> {
  const { actor } = requirePerson(context);
  const [all, own] = await Promise.all([readGroups(), readMembershipsOf(actor.id)]);
  const mine = new Map(own.map(({ groupId, membership }) => [groupId, membership]));
  return all
    .map((record) => ({ group: presentGroup(record), membership: mine.get(record._id) ?? 'none' }) as const)
    .filter(({ group, membership }) => mayKnowOfGroup(actor, group, membership));
}

type Get = typeof contract.getGroup;

/** The group is read first, so what is shown is at least as new as the position says (promise L3). */
export async function get(context: QueryContext, { groupId, after }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { actor } = requirePerson(context);
  const record = await findGroup(groupId);
  const membership = record ? await membershipOf(context, groupId) : 'none';
  if (!record || !mayKnowOfGroup(actor, presentGroup(record), membership)) throw commonError('no-such-thing');
  const manages = mayManageGroup(actor, membership);
  if (manages && !isIn(membership)) await noteLook(context, 'group.get', { on: { kind: 'group', id: groupId } });
  const { page } = groupLimits;
  const cursor = after ? { at: new Date(after.at), personId: after.personId } : null;
  const [owners, members, asked, invited] = await Promise.all([
    maySeeMembers(actor, membership) && !cursor ? readLongest(groupId, 'owner', page) : [],
    maySeeMembers(actor, membership) ? readNewest(groupId, 'member', cursor, page + 1) : null,
    manages ? readLongest(groupId, 'asked', page) : null,
    manages ? readLongest(groupId, 'invited', page) : null,
  ]);
  return {
    group: presentGroup(record),
    membership,
    manages,
    members: members && (await named([...owners, ...members.slice(0, page)])),
    more: members !== null && members.length > page,
    asked: asked && (await named(asked)),
    invited: invited && (await named(invited)),
    waiting: manages ? record.waiting : null,
    position: { seq: record.seq, mark: record.mark },
  };
}

/** With the names they have now; whoever has closed their account is nobody to others. */
async function named(memberships: readonly MembershipRecord[]): Promise<GroupMember[]> {
  const people = await readActive(memberships.map(({ personId }) => personId));
  const byId = new Map(people.map(({ id, byline }): [string, typeof byline] => [id, byline]));
  return memberships.flatMap(({ personId, membership, at }) => {
    const who = byId.get(personId);
    return who ? { who, membership, at: at.toISOString() } : [];
  });
}
