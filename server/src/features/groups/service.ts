import type { Group, Membership } from '@hearth/shared/groups/entity';
import { groupError } from '@hearth/shared/groups/errors';
import type * as contract from '@hearth/shared/groups/commands';
import { isIn, mayKnowOfGroup, mayManageGroup, membershipOnJoining } from '@hearth/shared/groups/policy';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { groupId as groupIdRule, personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { readActive, tellMembership } from '../accounts/access.ts';
import { presentGroup } from './present.ts';
import { findMembership, type GroupRecord } from './store.ts';
import { groups, membershipOf, type GroupData } from './stream.ts';

type Stands = OutputOf<typeof contract.joinGroup>;

export async function create(context: Context, input: InputOf<typeof contract.createGroup>): Promise<Group> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const id = idFrom(context.commandId);
  const event = await commitAs(context, groups, id, async (found): Promise<GroupData> => {
    if (found) throw commonError('id-taken');
    await context.audit({ on: { kind: 'group', id }, after: { name: input.name } });
    const member = { personId: actor.id, membership: 'owner', at: context.services.clock.now() } as const;
    return { group: { ...input, members: 1, owners: 1, waiting: 0 }, member };
  });
  if (!event) throw commonError('internal');
  await tell(context, id, event.seq, event.data);
  return presentGroup(groups.evolve(null, id, event));
}

export async function edit(
  context: Context,
  { groupId, ...described }: InputOf<typeof contract.editGroup>,
): Promise<Group> {
  requirePerson(context);
  const event = await commitAs(context, groups, groupId, async (found): Promise<GroupData> => {
    const group = await requireManaged(context, found);
    if (await isNoOwner(context, groupId)) {
      const [before, after] = [
        { name: group.name, kind: group.kind },
        { name: described.name, kind: described.kind },
      ];
      await context.audit({ on: { kind: 'group', id: groupId }, before, after });
    }
    return { group: { ...fieldsOf(group), ...described } };
  });
  if (!event) throw commonError('internal');
  return presentGroup(groups.evolve(null, groupId, event));
}

export async function join(context: Context, { groupId }: InputOf<typeof contract.joinGroup>): Promise<Stands> {
  const { actor } = requirePerson(context);
  return change(context, { groupId, personId: actor.id }, (group, now) => {
    if (!mayKnowOfGroup(actor, presentGroup(group), now)) throw commonError('no-such-thing');
    const next = membershipOnJoining(group.kind, now);
    if (!next) throw groupError('by-invitation');
    return next;
  });
}

export async function leave(context: Context, { groupId }: InputOf<typeof contract.leaveGroup>): Promise<Stands> {
  const { actor } = requirePerson(context);
  return change(context, { groupId, personId: actor.id }, (group, now) => {
    if (!mayKnowOfGroup(actor, presentGroup(group), now)) throw commonError('no-such-thing');
    return withoutOwner(group, now, 'none');
  });
}

export async function invite(context: Context, input: InputOf<typeof contract.inviteToGroup>): Promise<Stands> {
  return changeAsOwner(context, input, async (_group, now) => {
    if (isIn(now) || now === 'invited') return now;
    const [person] = await readActive([input.personId]);
    if (!person) throw commonError('invalid-input', { fields: { personId: 'unknown' } });
    return now === 'asked' ? 'member' : 'invited';
  });
}

export async function decide(context: Context, input: InputOf<typeof contract.decideOnAsking>): Promise<Stands> {
  return changeAsOwner(context, input, (_group, now) => {
    // Somebody else has decided already, or they take it back.
    if (now !== 'asked') return now;
    return input.welcome ? 'member' : 'none';
  });
}

export async function remove(context: Context, input: InputOf<typeof contract.removeFromGroup>): Promise<Stands> {
  return changeAsOwner(context, input, (group, now) => withoutOwner(group, now, 'none'));
}

export async function setOwner(context: Context, input: InputOf<typeof contract.setGroupOwner>): Promise<Stands> {
  return changeAsOwner(context, input, (group, now) => {
    if (!isIn(now)) throw groupError('not-in-group');
    return input.owner ? 'owner' : withoutOwner(group, now, 'member');
  });
}

type Next = (group: GroupRecord, now: Membership) => Membership | Promise<Membership>;

function changeAsOwner(context: Context, input: { groupId: string; personId: PersonId }, next: Next): Promise<Stands> {
  requirePerson(context);
  const { groupId, personId } = input;
  return change(context, input, async (group, now) => {
    await requireManaged(context, group);
    const then = await next(group, now);
    if (then !== now && (await isNoOwner(context, groupId))) {
      const [before, after] = [{ membership: now }, { membership: then }];
      await context.audit({ on: { kind: 'group', id: groupId }, about: personId, before, after });
    }
    return then;
  });
}

/** Whoever looks after the network, and not after this group. */
async function isNoOwner(context: Context, groupId: string): Promise<boolean> {
  return (await membershipOf(context, groupId)) !== 'owner';
}

/** Makes somebody something else to a group, on its newest state. A repeated command tells it again: its first try may have died before it could. */
async function change(
  context: Context,
  { groupId, personId }: { groupId: string; personId: PersonId },
  next: Next,
): Promise<Stands> {
  let stands: Membership = 'none';
  const event = await commitAs(context, groups, groupId, async (group): Promise<GroupData | null> => {
    if (!group) throw commonError('no-such-thing');
    const now = (await findMembership(groupId, personId))?.membership ?? 'none';
    stands = await next(group, now);
    return stands === now ? null : dataAfter(group, personId, now, stands, context.services.clock.now());
  });
  if (event) await tell(context, groupId, event.seq, event.data);
  return { membership: event?.data.member?.membership ?? stands };
}

/** The event by which somebody who was `now` is `next`. */
export function dataAfter(
  group: GroupRecord,
  personId: string,
  now: Membership,
  next: Membership,
  at: Date,
): GroupData {
  const more = (is: (membership: Membership) => boolean) => Number(is(next)) - Number(is(now));
  const fields = fieldsOf(group);
  return {
    group: {
      ...fields,
      members: fields.members + more(isIn),
      owners: fields.owners + more((one) => one === 'owner'),
      waiting: fields.waiting + more((one) => one === 'asked'),
    },
    member: { personId, membership: next, at },
  };
}

/** `next`, unless that would leave the group to nobody. */
function withoutOwner({ owners }: GroupRecord, now: Membership, next: Membership): Membership {
  if (now === 'owner' && owners <= 1) throw groupError('last-owner');
  return next;
}

/** The group, or the refusal: that there is none for whoever may not know of it. */
async function requireManaged(context: Context, group: GroupRecord | null): Promise<GroupRecord> {
  const membership = group ? await membershipOf(context, group._id) : 'none';
  if (!group || !mayKnowOfGroup(context.actor, presentGroup(group), membership)) throw commonError('no-such-thing');
  if (!mayManageGroup(context.actor, membership)) throw commonError('not-allowed');
  return group;
}

/** At once, before the answer: whoever has joined opens the group's board next. The reaction does it again after a fault. */
async function tell({ services }: Context, id: string, seq: number, { member }: GroupData): Promise<void> {
  if (!member) return;
  const news = { id: groupIdRule.parse(id), seq, membership: member.membership };
  await tellMembership(services.streams, personIdRule.parse(member.personId), news);
}

function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: GroupRecord): GroupData['group'] {
  return fields;
}
