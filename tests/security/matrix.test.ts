import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands, queries } from '@hearth/shared/contract';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { matrix, readers, refusals, roles, staffBoard, staffBoardPosts, type End, type Role } from './ends.ts';
import { inputFor, makerOfThings, type Things } from './things.ts';
import { reasonIn } from '../support/parts.ts';

let app: TestApp;
let things: (readers?: 'everyone' | 'staff') => Promise<Things>;
/** Those whose account no command touches. */
const cast = new Map<Role, Person>();
beforeAll(async () => {
  app = await openApp();
  things = await makerOfThings(app);
  for (const role of ['member', 'moderator', 'admin'] as const) cast.set(role, await app.person({ role }));
});
afterAll(() => app.close());

/** Who has lost their session, name or account after it. */
const touchesOneself = (name: string) => name.startsWith('account.');

async function personAs(role: Role, { host }: Things, name: string): Promise<Person> {
  if (role === 'stranger') return app.stranger();
  if (role === 'host' && !touchesOneself(name)) return host;
  const as = role === 'host' ? 'member' : role;
  return (touchesOneself(name) ? null : cast.get(as)) ?? app.person({ role: as });
}

function endOf(body: unknown): End | string {
  const reason = reasonIn(body);
  return reason !== null && refusals.has(reason) ? reason : 'may';
}

/** How it ends for everybody, on the same things: those who may not come first, so that they find them untouched. */
async function endsOf(name: string, expected: readonly End[], its: Things): Promise<Record<string, string>> {
  const inTurn = roles.toSorted((one, other) => turnOf(expected, one) - turnOf(expected, other));
  const ends = new Map<Role, string>();
  for (const role of inTurn) {
    const person = await personAs(role, its, name);
    const isQuery = queries.some((query) => query.name === name);
    const { body } = await (isQuery ? person.get(name, inputFor(name, its)) : person.post(name, inputFor(name, its)));
    ends.set(role, endOf(body));
  }
  return Object.fromEntries(roles.map((role) => [role, ends.get(role) ?? '']));
}

function turnOf(expected: readonly End[], role: Role): number {
  return expected[roles.indexOf(role)] === 'may' ? 1 : 0;
}

const byRole = (ends: readonly End[]) => Object.fromEntries(roles.map((role, n) => [role, ends[n]]));

test.each(commands.map(({ name }) => name))('attacks 18, 40: %s, by everybody', async (name) => {
  expect(await endsOf(name, matrix[name], await things())).toEqual(byRole(matrix[name]));
});

test('attack 40: every query, by everybody', async () => {
  const its = await things();
  for (const { name } of queries)
    expect([name, await endsOf(name, readers[name], its)]).toEqual([name, byRole(readers[name])]);
});

test.each([
  ['thread.start', staffBoardPosts],
  ['post.reply', staffBoardPosts],
  ['post.edit', ['sign-in-first', 'no-such-thing', 'no-such-thing', 'not-yours', 'not-yours']],
  ['post.delete', ['sign-in-first', 'no-such-thing', 'no-such-thing', 'not-yours', 'not-yours']],
  ['answer.accept', staffBoardPosts],
  ['thread.tag', staffBoardPosts],
  ['thread.mark-read', staffBoardPosts],
  ['reaction.set', staffBoardPosts],
  ['idea.vote', staffBoardPosts],
  ['poll.vote', staffBoardPosts],
  ['trial.report', staffBoardPosts],
  ['practice.start', staffBoardPosts],
  ['unread.from', staffBoardPosts],
  ['follow.set', staffBoardPosts],
  ['pin.fold', staffBoardPosts],
  ['draft.save', staffBoardPosts],
  ['bookmark.set', staffBoardPosts],
  ['scheduled.put', staffBoardPosts],
  ['bookmark.get', staffBoardPosts],
  ['post.history', staffBoard],
  ['board.get', staffBoard],
  ['board.template', staffBoard],
  ['tag.asked', staffBoard],
  ['board.readership', staffBoard],
  ['mention.check', staffBoardPosts],
  ['thread.get', staffBoard],
  ['reaction.in', staffBoard],
  ['follow.thread', staffBoard],
  ['reaction.names', staffBoardPosts],
  ['trial.list', staffBoard],
  ['practice.get', staffBoard],
  ['poll.get', staffBoard],
  ['poll.names', staffBoardPosts],
  ['card.remove', staffBoardPosts],
  ['card.list', staffBoardPosts],
  ['report.make', staffBoardPosts],
  ['report.about', staffBoardPosts],
  ['review.open', staffBoardPosts],
  ['review.claim', staffBoardPosts],
  ['review.get', staffBoardPosts],
] as const)('attack 13: %s on a board that is not theirs to see', async (name, expected) => {
  expect(await endsOf(name, expected, await things('staff'))).toEqual(byRole(expected));
});
