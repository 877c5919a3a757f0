import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MentionModel } from '@hearth/server/features/mentions/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { mentionOf } from '@hearth/shared/mentions/address';
import { groupMentions, peopleMentioned } from '@hearth/shared/mentions/budgets';
import { mentionLimits } from '@hearth/shared/mentions/limits';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until, watchThread } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
});
afterAll(() => app.close());

let ana: Person;
let ben: Person;
let carla: Person;
let threadId: ThreadId;
beforeEach(async () => {
  [ana, ben, carla] = [
    await app.person({ name: 'Ana Fuentes' }),
    await app.person({ name: 'Ben Okafor' }),
    await app.person({ name: 'Carla Lind' }),
  ];
  threadId = (await aThread(ana, board)).id;
});

const at = (person: Person, name: string) => mentionOf({ kind: 'person', id: person.personId, name });
const kinds = async (person: Person) => {
  await app.settled();
  const { rows } = await person.see('bell.list', {});
  return rows.flatMap(({ notices }) => notices.map(({ kind, people, no }) => [kind, people, no]));
};
const html = async (no: number) => {
  const { posts } = await app.stranger().see('thread.get', { threadId, from: no });
  return posts[0]?.html ?? '';
};

test('who is mentioned is told, once for one post, and the link leads to them under the name they have', async () => {
  await ben.do('post.reply', { threadId, text: `Ask ${at(carla, 'Somebody Else')} and ${at(ana, 'Ana')}.` });
  expect(await html(2)).toContain(`<a href="/people/${carla.personId}" rel="nofollow ugc noopener">@Carla Lind</a>`);
  expect(await kinds(carla)).toEqual([['mention', 1, 2]]);
  // It is a reply in her thread as well.
  expect(await kinds(ana)).toEqual([['mention', 1, 2]]);
  await ben.do('post.reply', { threadId, text: `I, ${at(ben, 'Ben')}, said so.` });
  expect(await kinds(ben)).toEqual([]);
});

test('after an edit those alone are told who were not named before, and who is named in a quotation is not', async () => {
  await ben.do('post.reply', { threadId, text: `Ask ${at(carla, 'Carla')}.` });
  await app.settled();
  await carla.do('bell.read-all', {});
  const dana = await app.person({ name: 'Dana Reyes' });
  const text = `Ask ${at(carla, 'Carla')} or ${at(dana, 'Dana')}.`;
  await ben.do('post.edit', { threadId, no: 2, text });
  expect(await kinds(dana)).toEqual([['mention', 1, 2]]);
  expect((await carla.see('bell.count', {})).total).toBe(0);
  const eva = await app.person({ name: 'Eva Quoted' });
  await ben.do('post.reply', { threadId, text: `> ${at(eva, 'Eva')} knows.\n\nDoes she?` });
  expect(await kinds(eva)).toEqual([]);
});

test('attack 13: who may not read a board is told nothing by being named there, and the composer says so before', async () => {
  const staffBoard = await aBoard({ readers: 'staff' });
  const [mod, boss] = [await app.person({ role: 'moderator' }), await app.person({ role: 'admin' })];
  const asked = { boardId: staffBoard, people: [carla.personId, boss.personId], groups: [] };
  expect((await mod.see('mention.check', asked)).people.map(({ name, reads }) => [name, reads])).toEqual([
    ['Carla Lind', false],
    [expect.any(String), true],
  ]);
  expect(reasonIn((await carla.get('mention.check', asked)).body)).toBe('no-such-thing');
  await aThread(mod, staffBoard, { text: `${at(carla, 'Carla')} and ${at(boss, 'Boss')} should know.` });
  expect(await kinds(boss)).toEqual([['mention', 1, 1]]);
  expect(await kinds(carla)).toEqual([]);
});

test('a post names twenty at most, and a number that is nobody’s names nobody', async () => {
  const many = Array.from(
    { length: mentionLimits.each + 1 },
    (_, n) => `[@N](/people/${n.toString(16).padStart(16, '0')})`,
  );
  const refused = await ben.try('post.reply', { threadId, text: many.join(' ') });
  expect(refused).toMatchObject({ ok: false, error: { reason: 'too-many-mentions' } });
  await ben.do('post.reply', { threadId, text: `Thanks, ${many[0]}` });
  expect(await html(2)).toContain('Thanks, @…');
});

test('a group is mentioned by its owners and moderators, who are told how many hear of it; all of them do, but for those who may not read', async () => {
  const mod = await app.person({ role: 'moderator', name: 'Mona Moderator' });
  const { id } = await mod.do('group.create', { name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'open' });
  for (const person of [ben, carla]) await person.do('group.join', { groupId: id });
  await app.settled();
  const text = `Meeting, ${mentionOf({ kind: 'group', id, name: 'x' })}!`;
  expect(await ben.see('mention.check', { boardId: board, people: [], groups: [id] })).toMatchObject({
    groups: [{ name: 'Ohio', may: false, people: 0 }],
  });
  expect(reasonIn((await ben.post('post.reply', { threadId, text })).body)).toBe('no-group-mention');
  expect(await mod.see('mention.check', { boardId: board, people: [], groups: [id] })).toMatchObject({
    groups: [{ name: 'Ohio', may: true, people: 3 }],
  });
  await mod.do('post.reply', { threadId, text });
  expect(await html(2)).toContain('@Ohio</a>');
  expect([await kinds(ben), await kinds(carla), await kinds(mod)]).toEqual([
    [['mention', 1, 2]],
    [['mention', 1, 2]],
    [],
  ]);
  // Whoever quotes it mentions nobody, and a group that is not there for somebody is nobody.
  await ben.do('post.reply', { threadId, text: `> ${text}\n\nWhere?` });
  const hidden = await mod.do('group.create', { name: 'Secret', purpose: 'Us.', language: 'en', kind: 'hidden' });
  await ben.do('post.reply', { threadId, text: mentionOf({ kind: 'group', id: hidden.id, name: 'Secret?' }) });
  expect(await html(4)).not.toMatch(/Secret|no-group/);
});

test('people who are mentioned are counted, also by edits that name others each time', async () => {
  const { points } = peopleMentioned;
  const people = await Promise.all(Array.from({ length: points + 1 }, () => app.person()));
  const naming = (some: readonly Person[]) => some.map((one) => at(one, 'X')).join(' ');
  const { post } = await ben.do('post.reply', { threadId, text: 'Hello' });
  const edit = (text: string, id?: string) => ben.try('post.edit', { threadId, no: post.no, text }, id);
  const [commandId, each] = [randomUUID(), mentionLimits.each];
  for (let from = 0; from < points; from += each)
    expect(await edit(naming(people.slice(from, from + each)), from ? undefined : commandId)).toMatchObject({
      ok: true,
    });
  const last = people.slice(points);
  expect(await edit(naming(last))).toMatchObject({ error: { reason: 'too-many-people-mentioned' } });
  // Whoever was named before is not counted again, nor is oneself; and what was carried out has been.
  expect(await edit(naming([...people.slice(points - each, points - 1), ben]))).toMatchObject({ ok: true });
  expect(await edit('Whatever', commandId)).toMatchObject({ ok: true });
  expect(await kinds(last[0] ?? ben)).toEqual([]);
}, 30_000);

test('mentions of groups are counted, and a command that comes again gets its first answer', async () => {
  const mod = await app.person({ role: 'moderator' });
  const { id } = await mod.do('group.create', { name: 'Texas', purpose: 'Us.', language: 'en', kind: 'open' });
  const text = mentionOf({ kind: 'group', id, name: 'Texas' });
  const commandId = randomUUID();
  const first = await mod.do('post.reply', { threadId, text }, commandId);
  for (let n = 1; n < groupMentions.points; n++) await mod.do('post.reply', { threadId, text });
  expect(reasonIn((await mod.post('post.reply', { threadId, text })).body)).toBe('too-many-group-mentions');
  expect(await mod.do('post.reply', { threadId, text }, commandId)).toEqual(first);
  await mod.do('post.reply', { threadId, text: 'No group.' });
});

async function dump(): Promise<string> {
  const names = (await mongoose.connection.listCollections()).map(({ name }) => name);
  return JSON.stringify(await Promise.all(names.map((name) => mongoose.connection.collection(name).find().toArray())));
}

test('attack 65: the name of somebody who leaves goes from what others wrote, from what it said before, and from open pages', async () => {
  const xenia = await app.person({ name: 'Xenia Mentioned' });
  const other = (await aThread(ben, board, { text: `${at(xenia, 'X')} knows it.` })).id;
  await ben.do('post.reply', { threadId, text: `Ask ${at(xenia, 'X')} and ${at(carla, 'C')}.` });
  app.clock.advance(3 * 60_000);
  await ben.do('post.edit', { threadId, no: 2, text: `Ask ${at(xenia, 'X')}, please, and ${at(carla, 'C')}.` });
  await ben.do('post.reply', { threadId, text: `Regretted, ${at(xenia, 'X')}` });
  await ben.do('post.delete', { threadId, no: 3 });
  await app.settled();
  expect((await xenia.see('account.export', {})).mentionedIn).toHaveLength(3);
  const view = await watchThread(carla, threadId);
  await leave(app, xenia, 'keep');
  const everything = await dump();
  expect(everything.includes('Xenia')).toBe(false);
  expect(everything.includes(xenia.personId)).toBe(false);
  expect(await MentionModel.countDocuments({ personId: xenia.personId })).toBe(0);
  expect(await html(2)).toContain(`Ask @…, please, and <a href="/people/${carla.personId}"`);
  const { thread, posts } = await ana.see('thread.get', { threadId: other });
  expect([thread.excerpt, posts[0]?.editedAt]).toEqual(['@… knows it.', null]);
  // What was deleted comes back without it.
  await ben.do('post.restore', { threadId, no: 3 });
  expect(await html(3)).toContain('Regretted, @…');
  await until(async () => JSON.stringify(view.state).includes('Regretted'), 'the page to follow');
  expect(view.state).toEqual((await view.fresh()).state);
}, 40_000);
