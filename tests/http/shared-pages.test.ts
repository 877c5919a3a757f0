import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import type { CommandNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { Me } from '@hearth/shared/accounts/entity';
import mongoose from 'mongoose';
import type { TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { Person, type Traits } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';
import { METRICS_TOKEN, twoServers, type TwoServers } from '../support/two-servers.ts';

let app: TestApp;
let servers: TwoServers['servers'];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ app, servers, close } = await twoServers());
}, 60_000);
afterAll(() => close(), 30_000);

async function member(traits?: Traits): Promise<Person> {
  const { id, cookie } = await app.person(traits);
  return new Person(servers[0].url, id, cookie);
}

/** A thread by somebody else than those who read it. */
async function aThreadToRead(board: Parameters<typeof aBoard>[0] = {}) {
  const author = await member({ name: 'Ana Fuentes' });
  const boardId = await aBoard(board);
  const { id } = await aThread(author, boardId);
  await author.do('post.reply', { threadId: id, text: 'Ask the district.' });
  await app.settled();
  return { author, boardId, id, path: `/t/${id}` };
}

async function open(path: string, reader: Person | null, server = servers[0], cookies = ''): Promise<string> {
  const cookie = `${cookies}${reader?.cookie ?? ''}`;
  const response = await fetch(server.url + path, { headers: { ...(cookie ? { cookie } : {}) } });
  return `${response.status} ${await response.text()}`;
}

/** The page as it is rendered for one reader alone: of an address that nobody was at, nothing is shared. */
async function openAlone(path: string, reader: Person, server = servers[0]): Promise<string> {
  const mark = randomUUID();
  return (await open(`${path}?${mark}`, reader, server)).replaceAll(`?${mark}`, '');
}

/** Without the numbers that are others in every answer. */
function bare(html: string): string {
  return html
    .replace(/nonce="[^"]*"/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
    .replace(/\\u[0-9a-fA-F]{4}/g, (escaped) => String(JSON.parse(`"${escaped}"`)));
}

/** The times of posts as they are shown. */
function shownTimes(html: string): string {
  return html.match(/<time[^>]*>[^<]*/g)?.join() ?? '';
}

/** Whom a page's scripts take its reader for. */
function readerIn(html: string): Pick<Me, 'id' | 'name' | 'role'> {
  const [, text = ''] = /me:(\{[^{}]*\})/.exec(html) ?? [];
  return new Function(`return ${text}`)();
}

/** How often a server has read a whole thread, which it does for every page it renders. */
async function rendersDuring(work: () => Promise<unknown>): Promise<number> {
  const before = await rendered();
  await work();
  return (await rendered()) - before;
}

async function rendered(): Promise<number> {
  const response = await fetch(`${servers[0].url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const [, found] =
    /hearth_call_seconds_count\{kind="query",name="thread.get",outcome="ok"\} (\d+)/.exec(await response.text()) ?? [];
  return Number(found ?? 0);
}

const profile: SentTo<CommandNamed<'account.edit-profile'>> = {
  ...{ name: 'Ana Fuentes', work: 'teacher', school: 'Riverbend Elementary', state: 'OH', languages: ['en'] },
  ...{ bio: '', locale: 'en' },
};

/** Names that try to end what they stand in. */
const NAMES = [
  'Beto Ruiz',
  'María Núñez',
  '"};alert(1);//',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  "O'Neil & Sons $& $1 \\ \\u0022",
  ' \u2028\u2029 ',
];

test('members who read what others wrote are shown one rendering, each with their own name, number and nothing else’s', async () => {
  const readers = await Promise.all(NAMES.map((name) => member({ name, school: `School of ${name}` })));
  const { path } = await aThreadToRead();
  await open(path, null);
  const pages: string[] = [];
  const renders = await rendersDuring(async () => {
    pages.push(...(await Promise.all(readers.map((reader) => open(path, reader)))));
    for (const reader of readers) pages.push(await open(path, reader));
  });
  // Where the minute turned meanwhile, "a minute ago" is another page.
  expect(renders).toBe(new Set(pages.map(shownTimes)).size);
  for (const [place, html] of pages.entries()) {
    const reader = readers[place % readers.length];
    expect(readerIn(html)).toEqual({ id: reader?.id, name: NAMES[place % readers.length], role: 'member' });
    expect(html.match(/<\/script>/g)?.length).toBe(pages[0]?.match(/<\/script>/g)?.length);
  }
  const ids = pages.map((html) => /name="commandId" value="([^"]*)"/.exec(html)?.[1]);
  expect(new Set(ids).size).toBe(pages.length);
  expect(
    pages.every((html, place) => html.split(ids[place] ?? '').length === pages[0]?.split(ids[0] ?? '').length),
  ).toBe(true);
});

test('where no stranger may read, the first member to come finds out what the page asks, and the others share one', async () => {
  const readers = await Promise.all(NAMES.map((name) => member({ name })));
  const { path } = await aThreadToRead({ readers: 'members' });
  const pages: string[] = [];
  const renders = await rendersDuring(async () => {
    for (const reader of readers) pages.push(await open(path, reader));
  });
  for (const html of pages) expect(html).toContain('Ask the district.');
  // One alone, and one for all others; where the minute turned meanwhile, "a minute ago" is another page.
  expect(renders).toBe(1 + new Set(pages.slice(1).map(shownTimes)).size);
});

test('no byte of a member is in the page of another: their names, addresses, schools, sessions and numbers', async () => {
  const { path } = await aThreadToRead();
  const readers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => member({ name: `Reader ${randomUUID()} ${n}`, school: randomUUID() })),
  );
  const secrets = await Promise.all(
    readers.map(async (reader) => {
      const { me } = await reader.see('account.me', {});
      return [me?.id, me?.name, me?.email, me?.school, me?.joinedAt, reader.cookie?.split('=')[1]].map(String);
    }),
  );
  const check = async (reader: number) => {
    const html = await open(path, readers[reader] ?? null);
    const [id, name] = secrets[reader] ?? [];
    expect([html.slice(0, 3), readerIn(html)]).toEqual(['200', { id, name, role: 'member' }]);
    for (const [whose, theirs] of secrets.entries()) {
      if (whose === reader) continue;
      for (const secret of theirs)
        expect([reader, whose, html.includes(secret), html.includes(escaped(secret))]).toEqual([
          reader,
          whose,
          false,
          false,
        ]);
    }
    for (const secret of secrets[reader]?.slice(2) ?? []) expect(html).not.toContain(secret);
  };
  // In turn and all at once, whoever is first.
  for (const first of readers.keys()) {
    await Promise.all(readers.map((_, n) => check((first + n) % readers.length)));
    await check(first);
  }
  const strangers = await open(path, null);
  for (const secret of secrets.flat()) expect(strangers).not.toContain(secret);
});

/** As names stand among a page's data. */
function escaped(words: string): string {
  return words.replaceAll('-', '\\u002d');
}

/** Nothing that follows from what was done is still to be done, by whichever server. */
function nothingWaits(): Promise<void> {
  const events = mongoose.connection.collection('events');
  return until(async () => (await events.findOne({ pending: { $exists: true } })) === null, 'what follows to be done');
}

test('a shared page is what would have been rendered for its reader alone, whatever happened before', async () => {
  const { author, id, path } = await aThreadToRead();
  const moderator = await member({ name: 'Mo Dera', role: 'moderator' });
  const readers = [await member({ name: 'Beto Ruiz' }), await member({ name: 'Caro Díaz' }), await member(), moderator];
  const everybody = [author, ...readers];
  const acts = [
    () => author.do('post.reply', { threadId: id, text: `Word ${randomUUID()}.` }),
    () => readers[0]?.do('thread.mark-read', { threadId: id, no: 1 }),
    () => readers[1]?.do('thread.mark-read', { threadId: id, no: 2 }),
    () => author.do('post.edit', { threadId: id, no: 2, text: 'Ask the parents.' }),
    () => readers[0]?.do('post.reply', { threadId: id, text: 'We asked them.' }),
    () => removeAs(moderator, { threadId: id, no: 2 }),
    () => setRoleOf(moderator.personId, 'member'),
    () => setRoleOf(readers[2]?.personId ?? moderator.personId, 'admin'),
    () => author.do('post.restore', { threadId: id, no: 3 }).catch(() => null),
    () => readers[0]?.do('post.delete', { threadId: id, no: 4 }),
    () => author.do('account.edit-profile', { ...profile, name: 'Rosa Quispe' }),
  ];
  for (const act of acts) {
    await act();
    // What follows from it, such as whom somebody follows now, is on the page a moment later.
    await nothingWaits();
    for (const server of servers) {
      for (const reader of [...everybody, ...everybody.toReversed()]) {
        const [shared, alone] = [await open(path, reader, server), await openAlone(path, reader, server)];
        expect(bare(shared)).toBe(bare(alone));
      }
    }
  }
}, 60_000);

test('L8: a session that ended, a role that was taken, a board that was closed: the next page knows', async () => {
  const { boardId, path } = await aThreadToRead();
  const [beto, caro] = [await member({ name: 'Beto Ruiz' }), await member({ name: 'Caro Díaz', role: 'moderator' })];
  for (const reader of [null, beto, beto, caro, caro]) await open(path, reader);
  const deletes = 'form="delete"';
  expect([await open(path, beto), await open(path, caro)].map((html) => html.includes(deletes))).toEqual([false, true]);

  await setRoleOf(caro.personId, 'member');
  expect(await open(path, caro)).not.toContain(deletes);

  await beto.do('account.sign-out', {});
  const ended = await open(path, beto);
  expect([ended.includes(String(beto.id)), ended.includes('data-testid="composer"')]).toEqual([false, false]);

  const change = { $set: { readers: 'staff' } };
  await mongoose.connection.collection('boards').updateOne({ _id: boardId }, change);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await open(path, caro)).toMatch(/^404 /);
  expect(await open(path, caro)).not.toContain('driver');
  await setRoleOf(caro.personId, 'moderator');
  expect(await open(path, caro)).toContain('driver');
});

test('L8: a picture that was taken away is on no page of another server a second later', async () => {
  const { author, path } = await aThreadToRead();
  const reader = await member({ name: 'Beto Ruiz' });
  const { id } = await upload(author, await gradient(600, 400).jpeg().toBuffer(), 'photo');
  const shows = async (isShown: boolean) => {
    // Here at once, and there as soon as it looks again.
    expect((await open(path, reader)).includes(id)).toBe(isShown);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await open(path, reader, servers[1])).includes(id)).toBe(isShown);
  };
  await shows(false);
  await author.do('photo.set', { fileId: id });
  await shows(true);
  await author.do('photo.remove', {});
  await shows(false);
});

test('each look and language is a page of its own, whichever way the cookies come', async () => {
  const { path } = await aThreadToRead();
  const [beto, caro] = [await member({ name: 'Beto Ruiz' }), await member({ name: 'Caro Díaz' })];
  for (let round = 0; round < 3; round++) {
    for (const reader of [beto, caro]) {
      const dark = await open(path, reader, servers[0], 'theme=dark; locale=es; ');
      expect([dark.includes('<html lang="es" data-theme="dark"'), readerIn(dark).id]).toEqual([true, reader.id]);
      const light = await open(path, reader, servers[0], 'theme=light; locale=en; ');
      expect([light.includes('<html lang="en" data-theme="light"'), readerIn(light).id]).toEqual([true, reader.id]);
      // Whoever puts another session beside theirs is who the first one says, and nobody else.
      const both = await open(path, reader, servers[0], `${(reader === beto ? caro : beto).cookie}; `);
      expect(readerIn(both).id).toBe((reader === beto ? caro : beto).id);
    }
  }
});
