import { expect, test } from '@jest/globals';
import type { Actor } from '../kernel/access.ts';
import { groupId, personId, type PersonId } from '../kernel/ids.ts';
import { turn } from './commands.ts';
import { entryAudience, entryState } from './entity.ts';
import { actsFor, circlesFor, circlesOf, mayAct, viewOf, type Owned } from './policy.ts';
import { steps, type Act } from './state.ts';
import { versionTurn } from './version-commands.ts';

const [ana, ben] = [personId.parse('a'.repeat(16)), personId.parse('b'.repeat(16))];
const [ohio, texas] = [groupId.parse('1'.repeat(16)), groupId.parse('2'.repeat(16))];
const acts = Object.keys(mayAct).filter((act): act is Act => act in steps);

type Role = Extract<Actor, { kind: 'person' }>['role'];
const person = (id: PersonId, role: Role = 'member', groups: (typeof ohio)[] = []): Actor => ({
  ...({ kind: 'person', id } as const),
  ...{ role, groups },
});
const stranger: Actor = { kind: 'stranger' };
const owned = (more: Partial<Owned> = {}): Owned => ({
  ...{ by: { personId: ana }, audience: 'everyone', groups: [], state: 'published' },
  ...{ wasShown: true, reason: '' },
  ...more,
});

test('every act but changing words is one that a command names', () => {
  const ofWords: readonly Act[] = ['edit', 'mend', 'renew', 'fix'];
  expect([...turn.options, ...versionTurn.options].sort()).toEqual(acts.filter((act) => !ofWords.includes(act)).sort());
});

test('nobody decides about their own, but an admin', () => {
  const sent = owned({ state: 'submitted' });
  expect(actsFor(person(ana, 'moderator'), sent)).toEqual(['withdraw']);
  expect(actsFor(person(ana, 'admin'), sent)).toEqual(['withdraw', 'publish', 'remove']);
  expect(actsFor(person(ben, 'moderator'), sent)).toEqual(['mend', 'ask', 'publish', 'decline', 'remove']);
  expect(actsFor(person(ben), sent)).toEqual([]);
  expect(actsFor(stranger, sent)).toEqual([]);
});

test('what the store is asked for is what may be read, whoever asks', () => {
  const people = [
    stranger,
    ...(['member', 'moderator', 'admin'] as const).flatMap((role) => [person(ben, role), person(ben, role, [ohio])]),
  ];
  for (const actor of people)
    for (const audience of entryAudience.options)
      for (const groups of [[ohio], [texas]]) {
        const entry = owned({ audience, groups: audience === 'groups' ? groups : [] });
        const circles = circlesOf(actor);
        const isFound = circles === null || circlesFor(entry).some((one) => circles.includes(one));
        expect(viewOf(actor, entry)).toBe(isFound ? 'whole' : null);
      }
});

test('of what is not shown others see nothing, and afterwards that it is closed', () => {
  const views = (actor: Actor) => entryState.options.map((state) => viewOf(actor, owned({ state })));
  const shown = ['whole', 'closed', 'whole', 'closed'];
  expect(views(stranger)).toEqual([null, null, null, null, ...shown]);
  expect(views(person(ben))).toEqual(views(stranger));
  for (const actor of [person(ana), person(ben, 'moderator')])
    expect(views(actor)).toEqual([...Array(7).fill('whole'), 'closed']);
  // Of what was never published nobody learns that it is gone.
  const gone = { state: 'removed', wasShown: false } as const;
  for (const actor of [person(ana), person(ben, 'admin'), stranger]) expect(viewOf(actor, owned(gone))).toBeNull();
  // But its owner, where a curator has removed it.
  const removed = owned({ ...gone, reason: 'It names a child.' });
  expect([person(ana), person(ben, 'admin'), person(ben), stranger].map((one) => viewOf(one, removed))).toEqual([
    ...['closed', 'closed'],
    ...[null, null],
  ]);
});
