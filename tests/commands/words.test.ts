import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread, anUnknownBoard } from '../support/builders.ts';
import { newcomer } from '../support/joining.ts';
import { signedUp } from '../support/person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test.each([['علی‌رضا'], ['චන්ද්‍රිකා'], ['ကျော်ကျော်']])('R2: %s joins, and stands beside their words', async (name) => {
  const person = await signedUp(app.url, app.services, { ...newcomer(), name, school: name });
  const { by } = await aThread(person, await aBoard(), { title: name });
  expect(by).toMatchObject({ name, school: name });
});

test.each([['\u3164'], ['\u2800'], ['\u200d'], [' \u200b\u00a0'], ['\u{e0041}']])(
  'R6: %j is no title, no post, no question and no purpose',
  async (nothing) => {
    const [ana, host] = [await app.person(), await app.person({ role: 'moderator' })];
    const boardId = await anUnknownBoard();
    const refused = { error: { reason: 'invalid-input' } };
    const thread = { boardId, title: 'Late bus', text: 'Who drives it?', language: 'en' } as const;
    expect(await ana.try('thread.start', { ...thread, title: nothing })).toMatchObject(refused);
    expect(await ana.try('thread.start', { ...thread, text: nothing })).toMatchObject(refused);
    const { id: roomId } = await aRoom(host);
    expect(await ana.try('question.ask', { roomId, text: nothing, anonymous: false })).toMatchObject(refused);
  },
);

test.each([
  ['Đặng Minh', 'dang'],
  ['Łukasz Nowak', 'lukasz'],
  ['Søren Holm', 'soren'],
])('R15: %s is found by %s', async (name, asked) => {
  const [ana, wanted] = [await app.person(), await app.person({ name })];
  const found = await ana.see('person.find', { name: asked });
  expect(found.map(({ id }) => id)).toContain(wanted.personId);
});

test.each([
  ['Xochitl Yéssica Zubiri', ['xochitl yessica z', 'yéssica', 'Zubiri', 'zub', 'yessica zubiri']],
  ['Wilfrido Óscar Quiñónez-Mázquiz', ['óscar', 'quinonez', 'mázquiz', 'quiñónez-m']],
  ['Siobhán Ó Kværness O’Xanthe', ['o’xanthe', "o'xan", 'kvaerness']],
])('%s is found by each word of the name on, and whoever begins so stands first', async (name, asked) => {
  const [ana, wanted] = [await app.person(), await app.person({ name })];
  for (const beginning of asked) {
    const found = await ana.see('person.find', { name: beginning });
    expect([beginning, found.map(({ id }) => id)]).toEqual([beginning, [wanted.personId]]);
  }
  expect(await ana.see('person.find', { name: 'ubiri' })).toEqual([]);
  const first = await app.person({ name: `${asked[2]} Zapata` });
  const both = await ana.see('person.find', { name: asked[2] ?? '' });
  expect(both.map(({ id }) => id)).toEqual([first.personId, wanted.personId]);
});

test('R10: an excerpt is made of whole signs, live as when it is loaded', async () => {
  const ana = await app.person();
  const { id, excerpt } = await aThread(ana, await aBoard(), { text: `a${'😀'.repeat(120)}` });
  expect(excerpt.isWellFormed()).toBe(true);
  expect((await ana.see('thread.get', { threadId: id })).thread.excerpt).toBe(excerpt);
});
