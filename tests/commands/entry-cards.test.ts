import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until, watchThread } from '../support/watching.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
let insider: Person;
let member: Person;
let groupId: GroupId;
let threadId: ThreadId;
beforeAll(async () => {
  // Nobody outside is asked for what is our own.
  app = await openApp({ HEARTH_PREVIEWS: 'off' });
  owner = await app.person({ name: 'Olga Owner', role: 'moderator' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  [insider, member] = [await app.person({ name: 'Ines Inside' }), await app.person({ name: 'Max Member' })];
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' } as const;
  groupId = (await admin.do('group.create', group)).id;
  for (const person of [owner, insider]) {
    await admin.do('group.invite', { groupId, personId: person.personId });
    await person.do('group.join', { groupId });
  }
});
beforeEach(async () => {
  threadId = (await aThread(owner, await aBoard())).id;
});
afterAll(() => app.close());

const give = (more: Parameters<typeof anEntry>[2] = {}) => anEntry({ owner, curator }, 'published', more);
const linkTo = (id: EntryId, end = '/family-survey') => `${app.url}/library/${id}${end}`;
const reply = (text: string) => owner.do('post.reply', { threadId, text });
async function shown(no = 2, person: Person = app.stranger()) {
  await app.settled();
  return present((await person.see('thread.get', { threadId, from: no })).posts[0]);
}
const idsIn = (html: string) => [...html.matchAll(/data-entry="([0-9a-f]{16})"/g)].map(([, id]) => id);
const cardFor = async (person: Person, id: EntryId) =>
  present((await person.see('library.cards', { ids: [id] })).cards[0]);

test('a link to an entry alone on its line is a card, on open pages too; one within words, or to elsewhere, is none', async () => {
  const [{ id }, other] = [await give(), await give()];
  const open = await watchThread(member, threadId);
  const post = (await reply(`Look:\n\n${linkTo(id)}\n\nand ${linkTo(other.id)} as well`)).post;
  expect(post.cards).toBeUndefined();
  await until(() => open.state.posts[1]?.cards === 1, 'its card is on the open page');
  const { html } = await shown();
  expect(idsIn(html)).toEqual([id]);
  expect(open.state.posts[1]?.html).toBe(html);
  const foreign = `https://elsewhere.example/library/${id}`;
  await reply([foreign, `${app.url}/library/queue`, `${app.url}/b?u=/library/${id}`].join('\n\n'));
  expect(await shown(3)).not.toHaveProperty('cards');
});

test('what all who read the post are sent holds nothing of the entry but its address', async () => {
  const { id } = await give({ title: 'Seldomword', audience: 'groups', groups: [groupId] });
  await reply(linkTo(id, ''));
  for (const person of [app.stranger(), insider, owner]) {
    const { html } = await shown(2, person);
    expect(idsIn(html)).toEqual([id]);
    expect(html).not.toContain('Seldomword');
  }
});

test('a card says to each what they may read at this moment, and to others nothing, whatever the reason', async () => {
  const open = await give({ title: 'For everyone' });
  const inGroup = await give({ title: 'For Ohio', audience: 'groups', groups: [groupId] });
  const draft = await owner.do('library.draft', {
    ...{ kind: 'link', title: 'Draft', summary: '', audience: 'everyone', groups: [], parts: [] },
    ...{ licence: null, credit: '', mayShare: false },
  });
  const titlesFor = async (person: Person) => {
    const { cards } = await person.see('library.cards', { ids: [inGroup.id, open.id, draft.id] });
    return cards.map(({ row }) => row?.title ?? null);
  };
  expect(await titlesFor(app.stranger())).toEqual([null, 'For everyone', null]);
  expect(await titlesFor(member)).toEqual([null, 'For everyone', null]);
  expect(await titlesFor(insider)).toEqual(['For Ohio', 'For everyone', null]);
  expect(await titlesFor(owner)).toEqual(['For Ohio', 'For everyone', null]);
  // One that is not theirs and one that is nowhere look the same.
  const nowhere = await member.see('library.cards', { ids: ['0123456789abcdef'] });
  expect({ ...(await cardFor(member, inGroup.id)), id: '' }).toEqual({ ...nowhere.cards[0], id: '' });
  await admin.do('group.remove', { groupId, personId: insider.personId });
  expect(await titlesFor(insider)).toEqual([null, 'For everyone', null]);
});

test('it follows what becomes of the entry: hidden and removed it says nothing, to its owner and curators neither', async () => {
  const first = await give({ title: 'Seldomword' });
  const everyone = [app.stranger(), member, owner, curator];
  const seen = () => Promise.all(everyone.map(async (person) => (await cardFor(person, first.id)).row?.state ?? null));
  const all = (state: string | null) => everyone.map(() => state);
  expect(await seen()).toEqual(all('published'));
  const hidden = await turnEntry(curator, first, 'hide');
  expect(await seen()).toEqual(all(null));
  const card = await cardFor(app.stranger(), first.id);
  expect(card).toEqual({ id: first.id, row: null, position: expect.objectContaining({ seq: hidden.rev }) });
  const back = await turnEntry(curator, hidden, 'show');
  expect(await seen()).toEqual(all('published'));
  const archived = await turnEntry(curator, back, 'archive');
  expect(await seen()).toEqual(all('archived'));
  await turnEntry(curator, archived, 'remove');
  expect(await seen()).toEqual(all(null));
});

test('it says what others make of the entry', async () => {
  const { id } = await give();
  expect((await cardFor(member, id)).row).not.toHaveProperty('counts');
  await member.do('entry.thank', { entryId: id, thanks: true });
  await app.settled();
  await until(async () => (await cardFor(member, id)).row?.counts?.thanks === 1, 'the thanks are counted');
});

test('the author takes a card away, which does not come back, and the link stays', async () => {
  const { id } = await give();
  await reply(linkTo(id));
  await shown();
  const { cards } = await owner.see('card.list', { threadId, no: 2 });
  expect(cards.map(({ url }) => url)).toEqual([linkTo(id)]);
  await owner.do('card.remove', { threadId, no: 2, url: linkTo(id) });
  await owner.do('post.edit', { threadId, no: 2, text: `Once more:\n\n${linkTo(id)}` });
  const { html } = await shown();
  expect([idsIn(html), html.includes(`/library/${id}`)]).toEqual([[], true]);
});

test('no more are asked for at once than a page of posts can have', async () => {
  const ids = Array.from({ length: 151 }, (_, n) => n.toString(16).padStart(16, '0'));
  expect(reasonIn((await member.get('library.cards', { ids })).body)).toBe('invalid-input');
  expect((await member.see('library.cards', { ids: ids.slice(1) })).cards).toHaveLength(150);
});
