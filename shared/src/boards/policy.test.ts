import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../kernel/access.ts';
import { groupId, personId, type GroupId, type PersonId } from '../kernel/ids.ts';
import { allOn, reasonFor, readersOf } from './policy.ts';
import type { BoardAccess, Circle } from './rights.ts';

const [ida, ana] = [personId.parse('1'.repeat(16)), personId.parse('2'.repeat(16))];
const ohio: GroupId = groupId.parse('a'.repeat(16));

const who = (id: PersonId, role: 'member' | 'moderator' | 'admin', groups: GroupId[] = []): Actor => ({
  ...{ kind: 'person', id, role, groups },
});
const among = (circle: Circle, ...groups: GroupId[]) => ({ circle, groups });
/** Who reads it may do all, if it is a right of theirs: everybody has every other one. */
const forOhio = (letIn?: readonly PersonId[]): BoardAccess => ({
  ...{ see: among('nobody', ohio), read: among('nobody', ohio), start: among('members'), reply: among('members') },
  ...{ attach: among('members'), moderate: among('staff'), ...(letIn && { letIn }) },
});

const nothing = { start: false, reply: false, attach: false, moderate: false };

test.each([
  ['an admin', who(ida, 'admin'), undefined, null],
  ['an admin who was let in', who(ida, 'admin'), [ida], { kind: 'opening' }],
  ['another admin', who(ana, 'admin'), [ida], null],
  ['who was let in and is a moderator by now', who(ida, 'moderator'), [ida], null],
  ['who was let in and is a member by now', who(ida, 'member'), [ida], null],
  ['somebody without an account', { kind: 'stranger' } as const, [ida], null],
] as const)('of a private board %s reads this, and does nothing else', (_who, actor, letIn, reason) => {
  expect(reasonFor(actor, forOhio(letIn), 'read')).toEqual(reason);
  expect(allOn(actor, forOhio(letIn))).toEqual(nothing);
});

test('who reads it anyway keeps all rights, whoever was let in', () => {
  const inside = who(ida, 'admin', [ohio]);
  expect(reasonFor(inside, forOhio([ida]), 'read')).toEqual({ kind: 'group', groupId: ohio });
  expect(allOn(inside, forOhio([ida]))).toEqual({ start: true, reply: true, attach: true, moderate: true });
});

test('those who are counted are those who read', () => {
  const circles = fc.constantFrom<Circle>('everyone', 'members', 'staff', 'nobody');
  const groups = fc.subarray([ohio]);
  const actors = fc.record({
    id: fc.constantFrom(ida, ana),
    role: fc.constantFrom('member', 'moderator', 'admin'),
    groups,
  });
  const world = fc.record({ circle: circles, groups, letIn: fc.subarray([ida, ana]), actor: actors });
  fc.assert(
    fc.property(world, ({ circle, groups: its, letIn, actor }) => {
      const access = { ...forOhio(letIn), read: { circle, groups: its } };
      const counted = readersOf(access);
      const isStaff = actor.role !== 'member';
      const isCounted =
        counted.circle === 'everyone' ||
        counted.circle === 'members' ||
        (counted.circle === 'staff' && isStaff) ||
        counted.groups.some((one) => actor.groups.includes(one)) ||
        (actor.role === 'admin' && counted.admins.includes(actor.id));
      const reads = reasonFor({ kind: 'person', ...actor }, access, 'read') !== null;
      expect(isCounted).toBe(reads);
    }),
  );
});
