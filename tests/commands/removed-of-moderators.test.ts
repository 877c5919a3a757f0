import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

/** What of those who moderate a board was removed there, and what others decided. */
let app: TestApp;
let ada: Person;
let ivy: Person;
let jo: Person;
let ana: Person;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  [ada, ivy, jo] = [await app.person({ role: 'admin' }), await app.person(), await app.person()];
  ana = await app.person();
  const { id } = await ada.do('group.create', { name: 'Iowa', purpose: 'Some.', language: 'en', kind: 'open' });
  board = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [id] } });
  for (const one of [ivy, jo]) await one.do('group.join', { groupId: id });
}, 60_000);
afterAll(() => app.close());

let threads = 0;
async function postOf(person: Person) {
  const { id: threadId } = await aThread(person, board, { text: `Words of thread ${++threads}.` });
  return { threadId, no: 1 };
}

async function triedBy(person: Person, name: 'post.restore' | 'post.purge', place: Awaited<ReturnType<typeof postOf>>) {
  const result =
    name === 'post.restore'
      ? await person.try(name, place)
      : await person.try(name, { ...place, reason: 'Nobody needs it' });
  return result.ok ? 'done' : result.error.reason;
}

test.each(['post.restore', 'post.purge'] as const)(
  'what was removed of a moderator’s own is not for them to bring back, nor to destroy (%s)',
  async (name) => {
    const place = await postOf(ivy);
    await removeAs(ada, place);
    expect(await triedBy(ivy, name, place)).toBe('not-yours');
    expect(await triedBy(ada, name, place)).toBe('done');
  },
);

test('what they have deleted themselves they bring back or destroy', async () => {
  const place = await postOf(ivy);
  await ivy.do('post.delete', place);
  expect(await triedBy(ivy, 'post.restore', place)).toBe('done');
  await ivy.do('post.delete', place);
  expect(await triedBy(ivy, 'post.purge', place)).toBe('done');
});

test('without a decision a moderator of the board brings back what they removed or its author deleted, and staff all of it', async () => {
  const place = await postOf(ana);
  await removeAs(ada, place);
  expect(await triedBy(ivy, 'post.restore', place)).toBe('not-yours');
  await ada.do('post.restore', place);
  await removeAs(ivy, place);
  expect(await triedBy(jo, 'post.restore', place)).toBe('not-yours');
  expect(await triedBy(ivy, 'post.restore', place)).toBe('done');
  await ana.do('post.delete', place);
  expect(await triedBy(jo, 'post.restore', place)).toBe('done');
});

test('the desk offers it to whoever may alone', async () => {
  const place = await postOf(ana);
  await removeAs(ada, place);
  await app.settled();
  const actsFor = async (person: Person) => {
    const { rows } = await person.see('desk.list', { filter: { boardId: board } });
    return rows.find(({ ref, thread }) => ref.kind === 'deleted' && thread?.id === place.threadId)?.acts;
  };
  expect(await actsFor(ivy)).toEqual(['moderate']);
  expect(await actsFor(ada)).toEqual(['restore', 'moderate']);
});
