import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findFile } from '@hearth/server/features/files/store';
import { findPost } from '@hearth/server/features/threads/access';
import { PreviewModel } from '@hearth/server/features/previews/model';
import { EventModel } from '@hearth/server/streams/model';
import { filePath } from '@hearth/shared/files/address';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { aPage, HOST, openOtherSite, type OtherSite } from '../support/other-site.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { noise } from '../support/uploads.ts';
import { until, watchThread } from '../support/watching.ts';

let other: OtherSite;
let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let moderator: Person;
let threadId: ThreadId;
beforeAll(async () => {
  other = await openOtherSite();
  app = await openApp({ HEARTH_PREVIEWS: 'on' }, { publicWeb: other.reach });
  board = await aBoard();
  [ana, ben] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ name: 'Ben Okafor' })];
  moderator = await app.person({ role: 'moderator' });
});
beforeEach(async () => {
  threadId = (await aThread(ben, board)).id;
});
afterAll(async () => {
  await app.close();
  await other.close();
});

let pages = 0;
/** A page that nobody has asked for yet, with a picture. */
async function aLink(title = 'The late bus'): Promise<string> {
  const n = ++pages;
  const bytes = await noise(600, 400);
  const image = other.at(`/picture-${n}.jpg`, (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
  });
  return other.page(`/page-${n}`, aPage({ title, image }));
}
const reply = async (text: string, by = ana) => (await by.do('post.reply', { threadId, text })).post;
const shown = async (no = 2) => {
  await app.settled();
  return present((await app.stranger().see('thread.get', { threadId, from: no })).posts[0]);
};
const pictureIn = (html: string) => /\/api\/files\/([0-9a-f]{16})\/480/.exec(html)?.[1] ?? '';
const statusOf = async (person: Person, id: string) =>
  (await fetch(app.url + filePath(id, 480), { headers: person.headers() })).status;
const askedFor = (path: string) => other.asked.filter(({ url }) => url === path).length;

test('a post is there at once; what its link leads to follows, on open pages too', async () => {
  let answer = () => {};
  const released = new Promise<void>((resolve) => (answer = resolve));
  const link = other.at('/slowly', (_request, response) => {
    void released.then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(aPage()));
  });
  const open = await watchThread(ben, threadId);
  const post = await reply(`Look:\n\n${link}\n\nWhat do you think?`);
  expect(post.html).not.toContain('cards');
  expect(post.cards).toBeUndefined();
  await until(() => open.state.posts.length === 2, 'the post is on the open page');
  answer();
  await until(() => open.state.posts[1]?.cards === 1, 'its card is there too');
  expect(open.state.posts[1]?.html).toContain('<b>The late bus</b><span>Who drives it.</span>');
  expect(open.state.posts[1]?.editedAt).toBeNull();
  expect(open.state.posts[1]?.html).toBe((await shown()).html);
});

test('its picture is ours, for whoever may read the post and nobody else', async () => {
  const staffBoard = await aBoard({ readers: 'staff' });
  const staffThread = await aThread(moderator, staffBoard);
  const link = await aLink();
  await reply(link);
  const id = pictureIn((await shown()).html);
  expect([await statusOf(ben, id), await statusOf(app.stranger(), id)]).toEqual([200, 200]);
  expect((await shown()).html).not.toMatch(/<img src="http/);
  await moderator.do('post.reply', { threadId: staffThread.id, text: link });
  await app.settled();
  const hidden = pictureIn(
    (await moderator.see('thread.get', { threadId: staffThread.id, from: 2 })).posts[0]?.html ?? '',
  );
  expect([await statusOf(moderator, hidden), await statusOf(ana, hidden)]).toEqual([200, 404]);
  await ana.do('post.delete', { threadId, no: 2 });
  expect([(await shown()).html, await statusOf(ana, id)]).toEqual(['', 404]);
  await ana.do('post.restore', { threadId, no: 2 });
  expect([pictureIn((await shown()).html), await statusOf(ben, id)]).toEqual([id, 200]);
});

test('an address is asked once a day, whoever posts it, and nothing is kept of them', async () => {
  const link = await aLink();
  const [path, picture] = [`/page-${pages}`, `/picture-${pages}.jpg`];
  await reply(link);
  const first = pictureIn((await shown()).html);
  await reply(link, ben);
  const second = pictureIn((await shown(3)).html);
  expect(second).toMatch(/./);
  expect(second).not.toBe(first);
  expect([askedFor(path), askedFor(picture)]).toEqual([1, 1]);
  const kept = JSON.stringify(await PreviewModel.find().lean());
  for (const word of [ana.personId, ben.personId, threadId, link]) expect(kept).not.toContain(word);
  app.clock.advance(25 * 3_600_000);
  await reply(link);
  expect((await shown(4)).cards).toBe(1);
  expect(askedFor(path)).toBe(2);
});

test('three links of a post at most, and none that it only mentions', async () => {
  const links = await Promise.all(['One', 'Two', 'Three', 'Four'].map(aLink));
  await reply(`${links.join('\n\n')}\n\n> ${other.page('/quoted', aPage())}`, moderator);
  const { html, cards } = await shown();
  expect(cards).toBe(3);
  expect([...html.matchAll(/<b>(\w+)<\/b>/g)].map(([, title]) => title)).toEqual(['One', 'Two', 'Three']);
  expect(askedFor('/quoted')).toBe(0);
});

test('an edit that takes the link away takes its card along, out of the log too, and one that brings a link brings its card', async () => {
  const [one, two] = [await aLink('Seldomword'), await aLink('Second')];
  await reply(one);
  const id = pictureIn((await shown()).html);
  await ana.do('post.edit', { threadId, no: 2, text: `Better:\n\n${two}` });
  const after = await shown();
  expect(after.html).toContain('<b>Second</b>');
  expect(after.html).not.toContain('Seldomword');
  expect([await statusOf(ana, id), (await findFile(id))?.state]).toEqual([404, 'gone']);
  expect(JSON.stringify(await EventModel.find({ stream: `thread:${threadId}` }).lean())).not.toContain('Seldomword');
  await ana.do('post.edit', { threadId, no: 2, text: `Both:\n\n${one}\n\n${two}` });
  expect([...(await shown()).html.matchAll(/<b>(\w+)<\/b>/g)].map(([, title]) => title)).toEqual([
    'Seldomword',
    'Second',
  ]);
  await ana.do('post.edit', { threadId, no: 2, text: 'None.' });
  expect(await shown()).not.toHaveProperty('cards');
});

test('its author and moderators take a card away, which does not come back by itself', async () => {
  const [one, two] = [await aLink('First'), await aLink('Second')];
  await reply(`${one}\n\n${two}`);
  const id = pictureIn((await shown()).html);
  const remove = (person: Person, url: string) => person.post('card.remove', { threadId, no: 2, url });
  expect(reasonIn((await remove(ben, one)).body)).toBe('not-yours');
  expect(reasonIn((await ben.get('card.list', { threadId, no: 2 })).body)).toBe('not-yours');
  expect(reasonIn((await remove(app.stranger(), one)).body)).toBe('sign-in-first');
  expect(reasonIn((await remove(ana, 'https://other.example/')).body)).toBe('no-such-thing');
  expect((await ana.see('card.list', { threadId, no: 2 })).cards.map(({ title }) => title)).toEqual([
    'First',
    'Second',
  ]);
  expect((await ana.do('card.remove', { threadId, no: 2, url: one })).post.cards).toBe(1);
  await app.settled();
  expect((await findFile(id))?.state).toBe('gone');
  await ana.do('post.edit', { threadId, no: 2, text: `Still:\n\n${one}\n\n${two}` });
  expect((await shown()).html).not.toContain('First');
  await moderator.do('card.remove', { threadId, no: 2, url: two });
  expect(await shown()).not.toHaveProperty('cards');
  expect((await findPost(threadId, 2))?.text).toContain(two);
});

test('what was taken away before it was found does not come', async () => {
  let answer = () => {};
  const released = new Promise<void>((resolve) => (answer = resolve));
  const link = other.at('/late', (_request, response) => {
    void released.then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(aPage()));
  });
  await reply(link);
  await until(() => askedFor('/late') === 1, 'it is asked for');
  await ana.do('post.edit', { threadId, no: 2, text: 'Never mind.' });
  answer();
  expect(await shown()).not.toHaveProperty('cards');
});

test('of whoever leaves and takes their words along nothing stays, picture and log included', async () => {
  const carla = await app.person({ name: 'Carla Lind' });
  await reply(await aLink('Parting'), carla);
  const id = pictureIn((await shown()).html);
  const { me } = await carla.see('account.me', {});
  await carla.do('account.erase', { email: present(me?.email), words: 'remove' });
  await app.settled();
  expect((await findFile(id))?.state).toBe('gone');
  expect(JSON.stringify(await EventModel.find({ stream: `thread:${threadId}` }).lean())).not.toContain('Parting');
  expect((await findPost(threadId, 2))?.cards).toEqual([]);
});

test('attack 55: our own address is not asked, under whatever port', async () => {
  const link = await aLink();
  const { baseUrl } = app.services;
  const { url } = baseUrl;
  baseUrl.url = `https://${HOST}`;
  await reply(link);
  expect(await shown()).not.toHaveProperty('cards');
  baseUrl.url = url;
  expect(askedFor(new URL(link).pathname)).toBe(0);
});

test('no feed has a card', async () => {
  await reply(await aLink());
  expect((await shown()).cards).toBe(1);
  const feed = await app.stranger().see('feed.thread', { threadId });
  expect(JSON.stringify(feed)).not.toContain('class=\\"cards');
});
