import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands, type CommandName, queries, type QueryName } from '@hearth/shared/contract';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { inputFor, makerOfThings, type Things } from './things.ts';
import { reasonIn } from '../support/parts.ts';

/** Attack 40: everybody tries everything on what belongs to somebody else. `may` means: not refused for who they are. */
type End = 'may' | 'sign-in-first' | 'not-allowed' | 'not-yours' | 'no-such-thing';
type Role = 'stranger' | 'member' | 'host' | 'moderator' | 'admin';
/** In this order. */
const roles: readonly Role[] = ['stranger', 'member', 'host', 'moderator', 'admin'];
const refusals: ReadonlySet<string> = new Set(['sign-in-first', 'not-allowed', 'not-yours', 'no-such-thing']);

const signedIn: readonly End[] = ['sign-in-first', 'may', 'may', 'may', 'may'];
const anybody: readonly End[] = ['may', 'may', 'may', 'may', 'may'];
const authors: readonly End[] = ['sign-in-first', 'not-yours', 'not-yours', 'not-yours', 'not-yours'];
const authorsAndStaff: readonly End[] = ['sign-in-first', 'not-yours', 'not-yours', 'may', 'may'];
/** A room is its hosts'; network moderators look after boards. */
const hosts: readonly End[] = ['sign-in-first', 'not-allowed', 'may', 'not-allowed', 'may'];
const staff: readonly End[] = ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'];
const admins: readonly End[] = ['sign-in-first', 'not-allowed', 'not-allowed', 'not-allowed', 'may'];
/** What a person may not know of is not there. */
const staffBoard: readonly End[] = ['no-such-thing', 'no-such-thing', 'no-such-thing', 'may', 'may'];
/** For whoever it does not belong to. */
const others: readonly End[] = ['sign-in-first', 'no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing'];
const staffBoardPosts: readonly End[] = ['sign-in-first', 'no-such-thing', 'no-such-thing', 'may', 'may'];

const matrix: Readonly<Record<CommandName, readonly End[]>> = {
  'account.sign-up': anybody,
  'account.sign-in': anybody,
  'account.request-code': anybody,
  'account.redeem-code': anybody,
  'account.demo-sign-in': ['no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing'],
  'account.sign-out': anybody,
  'account.sign-out-everywhere': signedIn,
  'account.end-session': signedIn,
  'account.set-password': signedIn,
  'account.edit-profile': signedIn,
  'account.erase': signedIn,
  'person.set-role': admins,
  'person.decide': staff,
  'invitation.create': staff,
  'group.create': staff,
  'group.edit': staff,
  'group.join': signedIn,
  'group.leave': signedIn,
  'group.invite': staff,
  'group.decide': staff,
  'group.remove': staff,
  'group.set-owner': staff,
  'thread.start': signedIn,
  'post.reply': signedIn,
  'post.edit': authors,
  'post.delete': authorsAndStaff,
  'post.restore': authorsAndStaff,
  // Nothing of it was edited yet.
  'revision.hide': ['sign-in-first', 'not-allowed', 'not-allowed', 'no-such-thing', 'no-such-thing'],
  'answer.accept': authorsAndStaff,
  'answer.take-back': authorsAndStaff,
  'thread.mark-read': signedIn,
  'unread.mark-all': signedIn,
  'unread.undo': signedIn,
  'unread.from': signedIn,
  'unread.keep': signedIn,
  'room.schedule': staff,
  'room.edit': hosts,
  'room.cancel': hosts,
  'room.open': hosts,
  'room.end': hosts,
  'room.add-host': hosts,
  'room.remove-host': ['sign-in-first', 'not-allowed', 'may', 'may', 'may'],
  'question.ask': signedIn,
  'question.withdraw': authors,
  'question.vote': signedIn,
  'question.answer-now': hosts,
  'question.answered': hosts,
  'question.dismiss': hosts,
  'question.reopen': hosts,
  'file.begin': signedIn,
  'file.describe': others,
  'file.discard': others,
  'photo.set': others,
  'photo.remove': staff,
  'feed.make-key': signedIn,
  'feed.end-key': signedIn,
  'reaction.set': signedIn,
};

const readers: Readonly<Record<QueryName, readonly End[]>> = {
  'account.me': anybody,
  'account.sessions': signedIn,
  'account.own': signedIn,
  'account.export': signedIn,
  'person.get': signedIn,
  'person.find': signedIn,
  'person.waiting': ['no-such-thing', 'no-such-thing', 'no-such-thing', 'may', 'may'],
  'demo.people': anybody,
  'demo.inbox': ['no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing'],
  'group.list': signedIn,
  'group.get': signedIn,
  'board.list': anybody,
  'board.get': anybody,
  'thread.get': anybody,
  'post.by-person': signedIn,
  'post.preview': signedIn,
  'post.history': anybody,
  'post.source': ['not-yours', 'not-yours', 'not-yours', 'not-yours', 'not-yours'],
  'thread.latest': anybody,
  'unread.list': anybody,
  'unread.count': anybody,
  'room.list': anybody,
  'room.get': anybody,
  'file.get': others,
  'photo.of': anybody,
  'feed.all': anybody,
  'feed.board': anybody,
  'feed.thread': anybody,
  'feed.key': signedIn,
  'feed.site-map': anybody,
  'feed.site-map-part': anybody,
  'reaction.in': anybody,
  'reaction.names': signedIn,
};

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
  ['post.delete', staffBoardPosts],
  ['answer.accept', staffBoardPosts],
  ['thread.mark-read', staffBoardPosts],
  ['reaction.set', staffBoardPosts],
  ['unread.from', staffBoardPosts],
  ['post.history', staffBoard],
  ['board.get', staffBoard],
  ['thread.get', staffBoard],
  ['reaction.in', staffBoard],
  ['reaction.names', staffBoardPosts],
] as const)('attack 13: %s on a board that is not theirs to see', async (name, expected) => {
  expect(await endsOf(name, expected, await things('staff'))).toEqual(byRole(expected));
});
