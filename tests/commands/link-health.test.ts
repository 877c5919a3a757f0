import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LinkModel } from '@hearth/server/features/link-health/model';
import { DAY_MS, openLookedAtLinks, signInAgain, withStatus, type LookedAtLinks } from '../support/looked-at-links.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let links: LookedAtLinks;
let [owner, curator]: Person[] = [];
beforeAll(async () => {
  links = await openLookedAtLinks();
});
// Each with a session of its own: whoever looks at links lets months go by.
beforeEach(async () => {
  links.other.asked.length = 0;
  owner = await links.app.person({ name: 'Olga Owner' });
  curator = await links.app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(() => links.close());

const who = (person: Person | undefined) => present(person);
const give = async (...urls: string[]) => links.give({ owner: who(owner), curator: who(curator) }, ...urls);
const bellOf = async (person: Person) =>
  (await person.see('bell.list', {})).entries.filter(({ news }) => news === 'link').map(({ id }) => id);

test('a link is looked at within a day, and then once in a month, with a question that names who asks', async () => {
  const link = links.aLink(withStatus(200));
  const entryId = await give(link);
  expect(await links.stateOf(entryId)).toBe('new');
  expect(links.timesAsked(link)).toBe(0);
  await links.pass(DAY_MS);
  expect(await links.stateOf(entryId)).toBe('ok');
  expect(links.timesAsked(link)).toBe(1);
  const [asked] = links.other.asked;
  expect(asked?.method).toBe('HEAD');
  expect(asked?.headers['user-agent']).toMatch(/HearthLinkCheck\/1\.0; \+http:\/\/127/);
  expect(Object.keys(asked?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
  await links.pass(6 * DAY_MS);
  expect(links.timesAsked(link)).toBe(1);
  await links.pass(31 * DAY_MS);
  expect(links.timesAsked(link)).toBe(2);
  const turns: number[] = [];
  for (let month = 1; month <= 3; month++) {
    const { dueAt } = present(await LinkModel.findOne({ url: link }).lean());
    turns.push(dueAt.getTime());
    await links.pass(dueAt.getTime() - links.app.clock.now().getTime());
    expect(links.timesAsked(link)).toBe(2 + month);
  }
  expect(turns.map((at) => (at - present(turns[0])) / DAY_MS)).toEqual([0, 30, 60]);
});

test('what does not open three times over a week is broken; its owner is told once, curators have a list; one success mends it', async () => {
  let status = 404;
  const link = links.aLink((_request, response) => void response.writeHead(status).end());
  const entryId = await give(link);
  await links.pass(DAY_MS);
  expect(await links.stateOf(entryId)).toBe('suspect');
  await links.pass(4 * DAY_MS);
  expect(await links.stateOf(entryId)).toBe('suspect');
  expect(await bellOf(who(owner))).not.toContain(entryId);
  expect((await who(curator).see('link.broken', {})).total).toBe(0);
  await links.pass(4 * DAY_MS);
  const seen = await links.app.stranger().see('link.of', { entryId });
  expect(seen).toMatchObject({ links: [{ url: link, state: 'broken', isDue: false }], mayCheck: false });
  const [{ checkedAt, since } = present(seen.links[0])] = seen.links;
  expect(Date.parse(present(checkedAt)) - Date.parse(present(since))).toBeGreaterThanOrEqual(7 * DAY_MS);
  expect(await bellOf(who(owner))).toContain(entryId);
  expect(await who(curator).see('link.broken', {})).toMatchObject({
    links: [
      { url: link, since, checkedAt, entry: { id: entryId, title: 'Family survey', by: { name: 'Olga Owner' } } },
    ],
    more: false,
    total: 1,
  });
  await who(owner).do('bell.read', { entryId });
  expect((await who(owner).see('bell.list', {})).entries).toContainEqual(
    expect.objectContaining({ id: entryId, news: 'link', isNew: false }),
  );
  // It stays broken, and nobody is told again.
  await links.pass(38 * DAY_MS);
  for (const one of [owner, curator]) await signInAgain(who(one));
  expect((await who(owner).see('bell.list', {})).entries.filter(({ isNew, news }) => isNew && news === 'link')).toEqual(
    [],
  );
  status = 200;
  await links.pass(10_000);
  await who(curator).do('link.check', { entryId, url: link });
  await links.app.settled();
  expect(await links.stateOf(entryId)).toBe('ok');
  expect(await bellOf(who(owner))).not.toContain(entryId);
  expect((await who(curator).see('link.broken', {})).total).toBe(0);
});

test.each([
  ['401', withStatus(401)],
  ['403', withStatus(403)],
  ['405 to both', withStatus(405)],
  ['429', withStatus(429)],
  ['500', withStatus(500)],
  ['503', withStatus(503)],
  ['a line that is cut', (request) => void request.socket.destroy()],
  ['a redirect to nowhere', withStatus(302)],
  ['redirects without end', (request, response) => void response.writeHead(302, { location: request.url }).end()],
  ['a redirect to a place inside', withStatus(302, { location: 'http://169.254.169.254/' })],
  ['a redirect to another kind of address', withStatus(302, { location: 'file:///etc/passwd' })],
] as const satisfies readonly (readonly [string, RequestListener])[])(
  '%s says nothing of a link, however often',
  async (_what, answer) => {
    const link = links.aLink(answer);
    const entryId = await give(link);
    for (let week = 0; week < 6; week++) await links.pass(7 * DAY_MS);
    await signInAgain(who(owner));
    expect(await links.stateOf(entryId)).toBe('unclear');
    expect(links.timesAsked(link)).toBeGreaterThanOrEqual(2);
    expect(await bellOf(who(owner))).not.toContain(entryId);
  },
);

test.each([
  ['404', () => links.aLink(withStatus(404))],
  ['410', () => links.aLink(withStatus(410))],
  ['a redirect to what is gone', () => links.aLink(withStatus(301, { location: '/nowhere' }))],
  [
    'a name that is no more',
    () => {
      const host = links.aHost();
      links.other.name(host, []);
      return `http://${host}/`;
    },
  ],
])('%s is a link that does not open', async (_what, make) => {
  const entryId = await give(make());
  for (let turn = 0; turn < 4; turn++) await links.pass(4 * DAY_MS);
  expect(await links.stateOf(entryId)).toBe('broken');
});

test.each([
  [
    'a server that knows no HEAD',
    (request, response) => void response.writeHead(request.method === 'HEAD' ? 405 : 200).end(),
  ],
  [
    'one that breaks off',
    (request, response) => void (request.method === 'HEAD' ? request.socket.destroy() : response.end()),
  ],
  [
    'one that says of HEAD that it is gone',
    (request, response) => void response.writeHead(request.method === 'HEAD' ? 404 : 206).end(),
  ],
  [
    'one that has nothing to send',
    (request, response) => void response.writeHead(request.method === 'HEAD' ? 403 : 416).end(),
  ],
  ['a redirect', withStatus(301, { location: '/home' })],
] as const satisfies readonly (readonly [string, RequestListener])[])('%s: it opens', async (_what, answer) => {
  links.other.at('/home', withStatus(200));
  const entryId = await give(links.aLink(answer));
  await links.pass(DAY_MS);
  expect(await links.stateOf(entryId)).toBe('ok');
});

test('of a body without an end, or one that comes slowly, nothing is read; what does not answer is left in peace', async () => {
  let sent = 0;
  const closed = new Set<string>();
  const endless = links.aLink((request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(405).end();
    response.writeHead(200, { 'content-length': 1024 ** 3 });
    response.on('close', () => closed.add('endless'));
    const more = () => {
      while (!closed.has('endless') && sent < 1024 ** 3 && response.write(Buffer.alloc(65_536))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  });
  const dripping = links.aLink((request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(403).end();
    response.writeHead(200).write('<');
    response.on('close', () => closed.add('dripping'));
  });
  const silent = links.aLink(() => {});
  const [one, two, three] = [await give(endless), await give(dripping), await give(silent)];
  const begun = performance.now();
  await links.pass(DAY_MS);
  expect([await links.stateOf(one), await links.stateOf(two), await links.stateOf(three)]).toEqual([
    'ok',
    'ok',
    'unclear',
  ]);
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect([...closed].sort()).toEqual(['dripping', 'endless']);
  expect(sent).toBeLessThan(64 * 1024 ** 2);
  expect(links.timesAsked(silent)).toBe(1);
}, 90_000);
