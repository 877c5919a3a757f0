import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { aBoard, aThread } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import { Person } from '../support/person.ts';
import { METRICS_TOKEN, twoServers, type TwoServers } from '../support/two-servers.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let servers: TwoServers['servers'];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ app, servers, close } = await twoServers());
}, 60_000);
afterAll(() => close(), 30_000);

type Headers = Readonly<Record<string, string>>;

async function open(path: string, headers: Headers = {}, server = servers[0]) {
  const response = await fetch(server.url + path, { headers });
  const html = await response.text();
  const [, nonce = ''] = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
  return { status: response.status, headers: response.headers, html, nonce };
}

/** How often a server has read a whole thread, which it does for every page it renders. */
async function rendered(server = servers[0]): Promise<number> {
  const response = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const found = /hearth_call_seconds_count\{kind="query",name="thread.get",outcome="ok"\} (\d+)/.exec(
    await response.text(),
  );
  return Number(found?.[1] ?? 0);
}

async function rendersDuring(work: () => Promise<unknown>): Promise<number> {
  const before = await rendered();
  await work();
  return (await rendered()) - before;
}

/** Somebody signed in at the first server, and a thread of theirs. */
async function theirThread(text = 'We have no driver.') {
  const joined = await app.person();
  const ana = new Person(servers[0].url, joined.id, joined.cookie);
  const boardId = await aBoard();
  const { id } = await aThread(ana, boardId, { text });
  // It was started at a server of its own, which is done with it when its pages change no more.
  await until(async () => {
    const [{ readNo }, { reason }] = [
      await ana.see('thread.get', { threadId: id }),
      await ana.see('follow.thread', { threadId: id }),
    ];
    return readNo === 1 && reason === 'started';
  }, 'what follows from it');
  return { ana, boardId, id, path: `/t/${id}` };
}

test('strangers who come together or after each other are shown one rendering, each with a nonce of their own', async () => {
  const { path } = await theirThread();
  const pages: Awaited<ReturnType<typeof open>>[] = [];
  const renders = await rendersDuring(async () => {
    pages.push(...(await Promise.all(Array.from({ length: 20 }, () => open(path)))));
    for (let n = 0; n < 5; n++) pages.push(await open(path));
  });
  expect(renders).toBe(1);
  expect(new Set(pages.map(({ nonce }) => nonce)).size).toBe(pages.length);
  const scripts = (html: string) => [...html.matchAll(/<script[^>]*?nonce="([^"]*)"/g)].map(([, nonce]) => nonce);
  for (const { status, html, nonce, headers } of pages) {
    expect([status, nonce.length]).toEqual([200, 24]);
    expect(new Set(scripts(html))).toEqual(new Set([nonce]));
    expect(html.replaceAll(nonce, '')).toBe(pages[0]?.html.replaceAll(pages[0].nonce, ''));
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  }
});

test('L3: a cached page is never older than a new one: reply, edit, deletion, return', async () => {
  const { ana, id, path } = await theirThread();
  const shows = async (words: string, isShown: boolean) => {
    for (const server of servers) expect((await open(path, {}, server)).html.includes(words)).toBe(isShown);
  };
  await shows('We have no driver', true);
  await ana.do('post.reply', { threadId: id, text: 'Ask the district.' });
  await shows('Ask the district', true);
  await ana.do('post.edit', { threadId: id, no: 2, text: 'Ask the parents.' });
  await shows('Ask the district', false);
  await shows('Ask the parents', true);
  await ana.do('post.delete', { threadId: id, no: 2 });
  await shows('Ask the parents', false);
  await ana.do('post.restore', { threadId: id, no: 2 });
  await shows('Ask the parents', true);
});

test('L3: while somebody writes, whoever asks after the answer sees what was answered', async () => {
  const { ana, id, path } = await theirThread();
  let isOver = false;
  const readers = Array.from({ length: 4 }, async () => {
    while (!isOver) await open(path);
  });
  for (let no = 2; no < 12; no++) {
    await ana.do('post.reply', { threadId: id, text: `Word ${no}.` });
    const [here, there] = await Promise.all([open(path), open(path, {}, servers[1])]);
    expect([here.html, there.html].map((html) => html.includes(`Word ${no}.`))).toEqual([true, true]);
  }
  isOver = true;
  await Promise.all(readers);
});

test('whoever leaves and takes name and words along is on no cached page', async () => {
  const { ana, path } = await theirThread('Only I would say it so.');
  expect((await open(path)).html).toContain('Ana Fuentes');
  const { me } = await ana.see('account.me', {});
  await ana.do('account.erase', { email: me?.email ?? '', words: 'remove' });
  await until(async () => !(await open(path)).html.includes('Ana Fuentes'), 'the name to go', 10_000);
  expect((await open(path)).html).not.toContain('Only I would say it so');
});

test('L8: when a board is for members only, a second later its pages do not exist for strangers', async () => {
  const { boardId, path } = await theirThread();
  const change = (fields: object) =>
    mongoose.connection.collection('boards').updateOne({ _id: boardId }, { $set: fields });
  expect((await open(path)).html).toContain('Family engagement');
  await change({ name: { en: 'Renamed', es: 'Otra' } });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await open(path)).html).toContain('Renamed');
  await change({ readers: 'members' });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const closed = await open(path);
  expect(closed.status).toBe(404);
  expect(closed.html).not.toContain('driver');
});

test('language, theme and address have pages of their own', async () => {
  const { path } = await theirThread();
  const looks: readonly (readonly [Headers, RegExp])[] = [
    [{ 'accept-language': 'en' }, /<html lang="en" data-theme="system"/],
    [{ 'accept-language': 'es' }, /<html lang="es" data-theme="system"/],
    [{ 'accept-language': 'en', cookie: 'locale=es; theme=dark' }, /<html lang="es" data-theme="dark"/],
    [{ 'accept-language': 'en', cookie: 'theme=light' }, /<html lang="en" data-theme="light"/],
  ];
  for (const round of [1, 2]) {
    for (const [headers, start] of looks)
      expect([round, (await open(path, headers)).html]).toEqual([round, expect.stringMatching(start)]);
  }
  const where = 'name="back" value="';
  for (const query of ['?a', '?b', '?a']) expect((await open(path + query)).html).toContain(`${where}${path}${query}"`);
});

test('who wrote some of it, or says that they are somebody, is given a page of their own, and nobody else is', async () => {
  const { ana, path } = await theirThread();
  await open(path);
  // Whose words a page holds is known once it is rendered: once for everybody, then for them, and then to be kept.
  const cookies = [[ana.cookie ?? '', 3] as const, ['hearth=made-up', 6] as const, ['theme=dark; hearth=', 6] as const];
  for (const [cookie, most] of cookies) {
    const renders = await rendersDuring(async () => {
      for (let n = 0; n < 6; n++) {
        const isAna = (await open(path, { cookie })).html.includes('data-testid="composer"');
        expect(isAna).toBe(cookie === ana.cookie);
      }
    });
    expect([cookie, renders]).toEqual([cookie, most]);
  }
  expect((await open(path)).html).not.toContain('data-testid="composer"');
});

test('how long ago is told as of now, also on a cached page', async () => {
  const { id, path } = await theirThread();
  const at = new Date(Date.now() - 56_000);
  await mongoose.connection.collection('posts').updateOne({ threadId: id, no: 1 }, { $set: { at } });
  const told = async () => /<time datetime="[^"]*"[^>]*>([^<]*)</.exec((await open(path)).html)?.[1];
  const renders = await rendersDuring(async () => {
    expect(await told()).toBe('now');
    expect(await told()).toBe('now');
    await new Promise((resolve) => setTimeout(resolve, at.getTime() + 60_010 - Date.now()));
    expect(await told()).toBe('1 minute ago');
  });
  expect(renders).toBe(2);
});

test('words that look like a nonce stay words', async () => {
  const { ana, id, path } = await theirThread();
  const { nonce } = await open(path);
  await ana.do('post.reply', { threadId: id, text: `\`<script nonce="${nonce}">alert(1)</script>\`` });
  for (let n = 0; n < 2; n++) {
    const page = await open(path);
    expect(page.nonce).not.toBe(nonce);
    expect(page.html).toContain(`&lt;script nonce="${nonce}"&gt;`);
    expect(page.html).not.toContain(`<script nonce="${nonce}"`);
  }
});

test('a page is packed for whoever can unpack it, and sent as it is to whoever cannot', async () => {
  const { path } = await theirThread();
  const raw = (encodings: string) =>
    new Promise<{ encoding: unknown; vary: unknown; length: number; nonce: string; body: Buffer }>(
      (resolve, reject) => {
        request(servers[0].url + path, { headers: { 'accept-encoding': encodings } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const { 'content-encoding': encoding, vary, 'content-length': length } = response.headers;
            const [, nonce = ''] = /'nonce-([^']+)'/.exec(String(response.headers['content-security-policy'])) ?? [];
            resolve({ encoding, vary, nonce, length: Number(length), body: Buffer.concat(chunks) });
          });
        })
          .on('error', reject)
          .end();
      },
    );
  // Once to have it kept: this client names no language, which is a page of its own.
  await raw('identity');
  const [packed, plain, refused] = [await raw('gzip, br'), await raw('identity'), await raw('gzip;q=0')];
  expect([packed.encoding, plain.encoding, refused.encoding]).toEqual(['gzip', undefined, undefined]);
  for (const { vary, length, body } of [packed, plain, refused]) {
    expect([String(vary).toLowerCase(), length]).toEqual(['accept-encoding', body.length]);
  }
  expect(gunzipSync(packed.body).toString().replaceAll(packed.nonce, '')).toBe(
    plain.body.toString().replaceAll(plain.nonce, ''),
  );
});

test('pages that do not say that they may be kept are rendered anew, and so are forms', async () => {
  const { ana, path } = await theirThread();
  const people = async () => /Ana Fuentes/.test((await open('/')).html);
  expect(await people()).toBe(true);
  await ana.do('thread.start', {
    boardId: await aBoard(),
    title: 'On the front page',
    text: 'At once.',
    language: 'en',
  });
  expect((await open('/')).html).toContain('On the front page');
  await open(path);
  const posted = await fetch(`${servers[0].url}${path}?/reply`, {
    method: 'POST',
    headers: { origin: servers[0].url },
    body: new URLSearchParams({ text: 'By nobody.', commandId: crypto.randomUUID() }),
  });
  expect(posted.status).toBe(401);
});
