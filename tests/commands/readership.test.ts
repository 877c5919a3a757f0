import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { Among, BoardRights } from '@hearth/shared/boards/rights';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { Role } from '@hearth/shared/kernel/rights';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { aBoardOf, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let boss: Person;
/** Everybody there is: the boss, who stays one, and five more. */
let everybody: readonly Person[];
let groups: readonly GroupId[];
let boardId: BoardId;
let threadId: string;
beforeAll(async () => {
  app = await openApp();
  boss = await app.person({ role: 'admin' });
  const works = ['district', 'teacher', 'district', 'parent', 'union'] as const;
  everybody = [boss, ...(await Promise.all(works.map((work) => app.person({ work }))))];
  const kinds = ['open', 'hidden', 'open'] as const;
  groups = await Promise.all(
    kinds.map(async (kind, n) => {
      const group = await boss.do('group.create', { name: `Group ${n}`, purpose: 'Us.', language: 'en', kind });
      return group.id;
    }),
  );
  boardId = await aBoardOf(boss, {});
  threadId = (await aThread(boss, boardId)).id;
});
afterAll(() => app.close());

const at = <T>(all: readonly T[], n: number): T => {
  const one = all[n % all.length];
  if (one === undefined) throw new Error('there is nobody');
  return one;
};

async function edit(rights: BoardRights): Promise<void> {
  const both = { en: 'Changed', es: 'Cambiado' };
  await boss.do('board.edit', {
    ...{ boardId, name: both, purpose: both, icon: 'book', colour: 'berry', kind: 'discussion', after: null, rights },
  });
}

async function setMembership(person: Person, groupId: GroupId, isIn: boolean): Promise<void> {
  const them = { groupId, personId: person.personId };
  if (isIn) await boss.do('group.invite', them);
  if (isIn) await person.do('group.join', { groupId });
  // The last owner stays.
  else await boss.try('group.remove', them);
}

/** Whoever gets the post by the query that shows it. */
async function whoCanFetch(): Promise<Person[]> {
  const got = await Promise.all(
    everybody.map(async (person) => (await person.get('thread.get', { threadId })).status === 200),
  );
  return everybody.filter((_person, n) => got[n]);
}

/** As the accounts say that they work. */
async function districtAmong(people: readonly Person[]): Promise<number> {
  const profiles = await Promise.all(people.map(({ personId }) => boss.see('person.get', { personId })));
  return profiles.filter(({ work }) => work === 'district').length;
}

const circles: readonly Among['circle'][] = ['everyone', 'members', 'staff', 'nobody'];
const roles: readonly Role[] = ['member', 'moderator'];
const moves = {
  memberships: fc.array(fc.tuple(fc.nat(5), fc.nat(2), fc.boolean()), { maxLength: 8 }),
  roles: fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...roles)), { maxLength: 2 }),
};
const amongGroups = fc.record({ circle: fc.constantFrom(...circles), groups: fc.uniqueArray(fc.nat(2)) });

test('what is said of who can read is the set of accounts that can fetch the post', async () => {
  const circleOf = (drawn: { circle: Among['circle']; groups: number[] }): Among => ({
    circle: drawn.circle,
    groups: drawn.groups.map((n) => at(groups, n)),
  });
  const world = fc.record({ ...moves, read: amongGroups, see: amongGroups, reply: amongGroups });
  await fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      for (const [person, group, isIn] of drawn.memberships)
        await setMembership(at(everybody, person), at(groups, group), isIn);
      for (const [person, role] of drawn.roles)
        await boss.do('person.set-role', { personId: at(everybody, person).personId, role });
      const [read, see, reply] = [circleOf(drawn.read), circleOf(drawn.see), circleOf(drawn.reply)];
      await edit({ ...rightsFor('members'), read, see, reply });

      const readers = await whoCanFetch();
      const isPublic = (await app.stranger().get('thread.get', { threadId })).status === 200;
      const outside = everybody.find((person) => !readers.includes(person));
      // Whoever cannot read is told nothing.
      if (outside) expect((await outside.get('board.readership', { boardId })).status).toBe(404);
      if (readers.length === 0) return;
      const stated = await at(readers, 0).see('board.readership', { boardId });
      expect(stated.people).toBe(isPublic ? null : readers.length);
      if (!isPublic) expect(stated.district).toBe(await districtAmong(readers));
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 120_000);

test('readers are counted once for all composers that ask', async () => {
  await edit({ ...rightsFor('members'), read: { circle: 'members', groups: [] } });
  await boss.see('board.readership', { boardId });
  const counted: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => void counted.push(`${collection}.${method}`));
  try {
    await Promise.all(everybody.map((person) => person.see('board.readership', { boardId })));
  } finally {
    mongoose.set('debug', false);
  }
  expect(counted.filter((one) => one.startsWith('people.count'))).toEqual([]);
});
