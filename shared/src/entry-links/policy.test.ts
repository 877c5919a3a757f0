import { expect, test } from '@jest/globals';
import type { Circle } from '../boards/rights.ts';
import { groupId } from '../kernel/ids.ts';
import { isForReaders } from './policy.ts';

const [ohio, texas] = [groupId.parse('0123456789abcdef'), groupId.parse('fedcba9876543210')];
const circles = ['everyone', 'members', 'staff', 'nobody'] as const satisfies readonly Circle[];

test.each([
  ['everyone', [], [], [true, true, true, true]],
  ['members', [], [], [false, true, true, true]],
  ['members', [], [texas], [false, true, true, true]],
  ['groups', [ohio], [], [false, false, true, true]],
  ['groups', [ohio], [ohio], [false, false, true, true]],
  ['groups', [ohio, texas], [ohio], [false, false, true, true]],
  ['groups', [ohio], [ohio, texas], [false, false, false, false]],
] as const)('for %s %j on a board for groups %j', (audience, groups, reading, fits) => {
  expect(circles.map((circle) => isForReaders({ audience, groups }, { circle, groups: [...reading] }))).toEqual(fits);
});
