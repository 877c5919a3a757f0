import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import { aBoard, aThread } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import { Person } from '../support/person.ts';
import { twoServers, type TwoServers } from '../support/two-servers.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let server: TwoServers['servers'][0];
let close: () => Promise<void>;
beforeAll(async () => {
  let servers;
  ({ app, servers, close } = await twoServers());
  server = servers[0];
}, 60_000);
afterAll(() => close(), 30_000);

async function member(role: 'member' | 'moderator' = 'member', name = 'Ana Fuentes'): Promise<Person> {
  const { id, cookie } = await app.person({ role, name });
  return new Person(server.url, id, cookie);
}

async function open(path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const ids = (xml: string) => [...xml.matchAll(/<entry[^>]*><id>[^<]*\/t\/([^<]*)<\/id>/g)].map(([, id]) => id);

test('a board’s feed has its threads, the latest post first, with what began them and whole addresses', async () => {
  const ana = await member();
  const boardId = await aBoard();
  const bus = await aThread(ana, boardId, {
    title: 'Who drives <the> bus & when?',
    text: 'See [the rules](/b/rules).',
  });
  const garden = await aThread(ana, boardId, { title: 'A garden', text: 'We have **tomatoes**.' });
  await ana.do('post.reply', { threadId: bus.id, text: 'Only in the feed of the thread.' });
  await app.settled();

  const { status, headers, text } = await open(`/b/${boardId}/feed.xml`);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(ids(text)).toEqual([`${bus.id}#post-1`, `${garden.id}#post-1`]);
  expect(text).toContain('<title>Who drives &lt;the&gt; bus &amp; when?</title>');
  expect(text).toContain(`href=&quot;${server.url}/b/rules&quot;`);
  expect(text).toContain('&lt;strong&gt;tomatoes&lt;/strong&gt;');
  expect(text).not.toContain('Only in the feed');
  expect((await open(`/b/${boardId}/feed.xml?lang=es`)).text).toContain('xml:lang="es"');

  const thread = (await open(`/t/${bus.id}/feed.xml`)).text;
  expect(ids(thread)).toEqual([`${bus.id}#post-2`, `${bus.id}#post-1`]);
  expect(ids((await open('/feed.xml')).text).slice(0, 2)).toEqual([`${bus.id}#post-1`, `${garden.id}#post-1`]);
});

test('a reader that knows the feed is told so, until something is new', async () => {
  const ana = await member();
  const { id } = await aThread(ana, await aBoard());
  const path = `/t/${id}/feed.xml`;
  const etag = (await open(path)).headers.get('etag') ?? '';
  const again = await open(path, { 'if-none-match': etag });
  expect([again.status, again.text]).toEqual([304, '']);
  await ana.do('post.reply', { threadId: id, text: 'Ask the district.' });
  expect((await open(path, { 'if-none-match': etag })).status).toBe(200);
});

test('what was deleted, and who has left, is in no feed', async () => {
  const ana = await member();
  const { id } = await aThread(ana, await aBoard(), { text: 'The first words.' });
  const reply = await ana.do('post.reply', { threadId: id, text: 'Words to take back.' });
  await ana.do('post.delete', { threadId: id, no: reply.post.no });
  expect((await open(`/t/${id}/feed.xml`)).text).not.toContain('Words to take back');
  const { me } = await ana.see('account.me', {});
  await ana.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  await until(async () => !(await open(`/t/${id}/feed.xml`)).text.includes('Ana Fuentes'), 'the name to go', 10_000);
  expect((await open(`/t/${id}/feed.xml`)).text).toContain('<name>Former member</name>');
});

test('attack 67: a cookie opens no feed and nothing private is in a public one; a key opens what its owner may read now', async () => {
  const staff = await member('moderator');
  const boardId = await aBoard({ readers: 'staff' });
  const { id } = await aThread(staff, boardId, { text: 'Among ourselves.' });
  const paths = [`/b/${boardId}/feed.xml`, `/t/${id}/feed.xml`];
  for (const path of paths) expect((await open(path, { cookie: staff.cookie ?? '' })).status).toBe(404);
  expect((await open('/feed.xml')).text).not.toContain('Among ourselves');

  const { key } = await staff.do('feed.make-key', {});
  expect(await staff.see('feed.key', {})).toEqual({ key });
  for (const path of [...paths, '/feed.xml']) {
    const { text } = await open(`${path}?key=${key}`);
    expect([path, text.includes('Among ourselves'), text.includes(key)]).toEqual([path, true, false]);
  }
  const { key: other } = await (await member()).do('feed.make-key', {});
  for (const path of paths) expect((await open(`${path}?key=${other}`)).status).toBe(404);
  for (const wrong of ['x', `${key.slice(1)}A`, '']) expect((await open(`/feed.xml?key=${wrong}`)).status).toBe(404);

  await setRoleOf(staff.personId, 'member');
  for (const path of paths) expect((await open(`${path}?key=${key}`)).status).toBe(404);
  await setRoleOf(staff.personId, 'moderator');

  const { key: next } = await staff.do('feed.make-key', {});
  expect((await open(`/feed.xml?key=${key}`)).status).toBe(404);
  await staff.do('feed.end-key', {});
  expect((await open(`/feed.xml?key=${next}`)).status).toBe(404);
  expect(await staff.see('feed.key', {})).toEqual({ key: null });
});

test('a key is in the export as a date, and ends with the account', async () => {
  const ana = await member();
  const { key } = await ana.do('feed.make-key', {});
  const exported = await ana.see('account.export', {});
  expect(exported).toMatchObject({ feedKeyMadeAt: expect.stringMatching(/^\d{4}-/) });
  expect(JSON.stringify(exported)).not.toContain(key);
  const { me } = await ana.see('account.me', {});
  await ana.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  expect((await open(`/feed.xml?key=${key}`)).status).toBe(404);
});

test('the site map leads to every page for everybody and to no other; robots are told where it is', async () => {
  const staff = await member('moderator');
  const [open1, closed] = [await aBoard(), await aBoard({ readers: 'members' })];
  const shown = await aThread(staff, open1, { title: 'For everybody' });
  const hidden = await aThread(staff, closed, { title: 'For members' });
  await app.settled();
  expect((await open('/robots.txt')).text).toContain(`Sitemap: ${server.url}/sitemap.xml`);

  const index = (await open('/sitemap.xml', { cookie: staff.cookie ?? '' })).text;
  const parts = [...index.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, at = '']) => at.slice(server.url.length));
  expect(parts).toContain(`/sitemap/${open1}/1.xml`);
  expect(parts.filter((path) => path.includes(closed))).toEqual([]);
  const all = (await Promise.all(parts.map((path) => open(path)))).map(({ text }) => text).join('');
  expect(all).toContain(`<loc>${server.url}/t/${shown.id}/for-everybody</loc><lastmod>`);
  expect(all).toContain(`<loc>${server.url}/b/${open1}</loc>`);
  expect(all).not.toContain(hidden.id);
  expect((await open(`/sitemap/${closed}/1.xml`, { cookie: staff.cookie ?? '' })).status).toBe(404);
  expect((await open(`/sitemap/${open1}/x.xml`)).status).toBe(404);
});

test('a page says its one address and how it is shown where it is sent', async () => {
  const ana = await member();
  const { id } = await aThread(ana, await aBoard(), { title: 'Who drives the bus?' });
  for (const path of [`/t/${id}`, `/t/${id}/an-old-title?post=1`]) {
    const { text } = await open(path);
    expect(text).toContain(`<link rel="canonical" href="${server.url}/t/${id}/who-drives-the-bus"`);
    expect(text).toContain('<meta property="og:title" content="Who drives the bus?"');
    expect(text).toContain(`type="application/atom+xml" title="Who drives the bus?" href="/t/${id}/feed.xml?lang=en"`);
  }
});
