import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { boardId, type BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let ana: Person;
let mo: Person;
let stranger: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  mo = await app.person({ role: 'moderator' });
  stranger = app.stranger();
});
afterAll(() => app.close());

const both = (text: string) => ({ en: text, es: text });
const settings = (id: BoardId, readers: 'everyone' | 'members' | 'staff' = 'everyone') => ({
  ...({ boardId: id, name: both(id), purpose: both('Ours.'), icon: 'chat', colour: 'pine' } as const),
  ...({ kind: 'discussion', after: null, rights: rightsFor(readers) } as const),
});
let boards = 0;
async function aBoard(more: object = {}, readers?: 'everyone' | 'members' | 'staff'): Promise<BoardId> {
  const id = boardId.parse(`placed-${++boards}`);
  await mo.do('board.create', { ...settings(id, readers), ...more });
  return id;
}
const rowOf = async (by: Person, id: BoardId) => (await by.see('board.list', {})).find((one) => one.id === id);

test('moderators make sections, name and order them; making one twice makes one; those without boards are theirs alone', async () => {
  expect(await ana.try('section.create', { name: both('Ours'), order: 1 })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  const commandId = randomUUID();
  const later = await mo.do('section.create', { name: both('Later'), order: 5 }, commandId);
  expect(await mo.do('section.create', { name: both('Later'), order: 5 }, commandId)).toEqual(later);
  const first = await mo.do('section.create', { name: both('First'), order: 9 });
  await mo.do('section.edit', { sectionId: first.id, name: { en: 'First', es: 'Primera' }, order: -1 });
  expect((await mo.see('board.sections', {})).map(({ name }) => name.es)).toEqual(['Primera', 'Later']);
  expect(await ana.see('board.sections', {})).toEqual([]);

  const open = await aBoard({ section: later.id });
  await aBoard({ section: first.id }, 'staff');
  expect((await stranger.see('board.sections', {})).map(({ id }) => id)).toEqual([later.id]);
  expect((await rowOf(stranger, open))?.section).toBe(later.id);
  // Pages from before there was such a thing say nothing of it.
  await mo.do('board.edit', settings(open));
  expect((await rowOf(stranger, open))?.section).toBe(later.id);
  await mo.do('section.remove', { sectionId: later.id });
  expect(await stranger.see('board.sections', {})).toEqual([]);
  expect((await rowOf(stranger, open))?.id).toBe(open);
});

test('a board stands below another, one level deep; its page and its threads say which', async () => {
  const top = await aBoard();
  const below = await aBoard({ parent: top });
  expect((await rowOf(stranger, below))?.parent).toBe(top);
  expect((await stranger.see('board.get', { boardId: below })).parent).toEqual({ id: top, name: both(top) });
  const { id: threadId } = await aThread(ana, below);
  expect((await stranger.see('thread.get', { threadId })).board.parent).toEqual({ id: top, name: both(top) });
  expect((await stranger.see('board.get', { boardId: top })).parent).toBeUndefined();
  expect(await mo.see('board.settings', { boardId: top })).toMatchObject({ parent: null, isParent: true });

  const other = await aBoard();
  const refused = { error: { fields: { parent: 'choice' } } };
  const set = (id: BoardId, parent: BoardId) => mo.try('board.edit', { ...settings(id), parent });
  expect(await set(other, below)).toMatchObject(refused);
  expect(await set(top, other)).toMatchObject(refused);
  expect(await set(top, top)).toMatchObject(refused);
  expect(await set(other, boardId.parse('nowhere'))).toMatchObject(refused);
  await mo.do('board.edit', { ...settings(below), parent: null });
  expect((await rowOf(stranger, below))?.parent).toBeNull();
});

test('two boards that are put below each other at the same moment: one stands below, and one above', async () => {
  for (let n = 0; n < 5; n++) {
    const [one, two] = [await aBoard(), await aBoard()];
    const put = (id: BoardId, parent: BoardId) => mo.try('board.edit', { ...settings(id), parent });
    const ended = await Promise.all([put(one, two), put(two, one)]);
    expect(ended.filter(({ ok }) => ok)).toHaveLength(1);
    const parents = [(await rowOf(mo, one))?.parent, (await rowOf(mo, two))?.parent];
    expect(parents.filter((parent) => parent === null)).toHaveLength(1);
  }
}, 60_000);

test('of a board that is not theirs to see nobody hears through what stands above or below it', async () => {
  const hidden = await aBoard({}, 'staff');
  const open = await aBoard({ parent: hidden });
  const { id: threadId } = await aThread(ana, open);
  const inside = await aBoard({ parent: await aBoard() }, 'staff');
  await aThread(mo, inside);
  for (const by of [stranger, ana]) {
    const seen = JSON.stringify([
      await by.see('board.list', {}),
      await by.see('board.get', { boardId: open }),
      await by.see('thread.get', { threadId }),
      await by.see('unread.count', {}),
    ]);
    expect([seen.includes(hidden), seen.includes(inside)]).toEqual([false, false]);
    expect((await rowOf(by, open))?.parent).toBeNull();
  }
  expect((await rowOf(mo, open))?.parent).toBe(hidden);
  expect((await mo.see('thread.get', { threadId })).board.parent?.id).toBe(hidden);
});
