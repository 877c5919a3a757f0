import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, readPage, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { Proxy } from '../support/proxy.ts';

/** Labels in each language of the site. */
const words = {
  en: {
    reply: 'Post reply',
    ask: 'Ask',
    anonymous: 'Ask without my name',
    next: /Next question/,
    answered: 'Mark as answered',
    now: 'Being answered now',
  },
  es: {
    reply: 'Publicar respuesta',
    ask: 'Preguntar',
    anonymous: 'Preguntar sin mi nombre',
    next: /Siguiente pregunta/,
    answered: 'Marcar como respondida',
    now: 'Se responde ahora',
  },
} as const;

let demo: Demo;
let browser: Browser;
let proxy: Proxy;
let threadId: string;
let roomId: string;
let host: string;
let members: string[];

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  proxy = await Proxy.before(demo.url);
  const latest = await demo.see('thread.latest', { most: 20 });
  const short = latest.find(({ thread }) => thread.lastNo < 20);
  if (!short) throw new Error('the demo has no short thread');
  threadId = short.thread.id;
  const room = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  if (!room) throw new Error('the demo has no live room');
  roomId = room.id;
  const people = await demo.see('demo.people', {});
  const hosts = new Set(room.hosts.map(({ personId }) => personId));
  host = people.find(({ id }) => hosts.has(id))?.name ?? '';
  members = people
    .filter(({ id, role }) => !hosts.has(id) && role === 'member')
    .map(({ name }) => name)
    .slice(0, 2);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await proxy.close();
  await demo.close();
}, 30_000);

async function reply(page: Page, language: 'en' | 'es', text: string): Promise<void> {
  await page.getByTestId('composer').getByRole('textbox').fill(text);
  await page.getByRole('button', { name: words[language].reply }).click();
}

/** Two people at their browsers, and the languages they read. */
interface Pair {
  readonly ana: Visitor;
  readonly ben: Visitor;
  readonly one: 'en' | 'es';
  readonly other: 'en' | 'es';
}

const LANGUAGES = [
  ['en', 'es'],
  ['es', 'en'],
] as const;
const pairs = new Map<string, Promise<Pair>>();

function pairOf(one: 'en' | 'es', other: 'en' | 'es'): Promise<Pair> {
  const kept = pairs.get(one) ?? openPair(one, other);
  pairs.set(one, kept);
  return kept;
}

async function openPair(one: 'en' | 'es', other: 'en' | 'es'): Promise<Pair> {
  const ana = await visit(browser, demo.url, { locale: one });
  const ben = await visit(browser, proxy.url, { locale: other, width: 390 });
  // The second time they swap roles: a vote, once given, stays.
  const [writer, reader] = one === 'en' ? members : members.toReversed();
  await signInAs(ana, writer ?? '');
  await signInAs(ben, reader ?? '');
  return { ana, ben, one, other };
}

test.each(LANGUAGES)(
  'one in %s and one in %s write in one thread, and each sees the other at once',
  async (one, other) => writeInOneThread(await pairOf(one, other)),
  60_000,
);

test.each(LANGUAGES)(
  'one in %s and one in %s ask, vote and answer in one room, and each sees the other at once',
  async (one, other) => meetInOneRoom(await pairOf(one, other)),
  60_000,
);

test.each(LANGUAGES)(
  'one in %s sees one in %s, who was offline, come back to exactly what a fresh load shows, without a reload',
  async (one, other) => comeBack(await pairOf(one, other)),
  90_000,
);

test('L8: a page that is open and not for its reader any more says so instead of standing still under “Live”', async () => {
  const people = await demo.see('demo.people', {});
  const named = (role: string) => people.find((person) => person.role === role);
  const [admin, moderator] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  await signInAs(admin, named('admin')?.name ?? '');
  await signInAs(moderator, named('moderator')?.name ?? '');
  const desk = await moderator.open('/boards');
  await desk.getByRole('link', { name: 'Moderators’ desk', exact: true }).click();
  await desk.getByRole('heading', { name: 'Moderators’ desk' }).waitFor();
  await untilLive(desk);

  const profile = await admin.open(`/people/${named('moderator')?.id}`);
  await profile.getByLabel('Role').selectOption('member');
  await profile.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('This page no longer updates itself').waitFor();
  expect(await desk.getByTestId('connection').innerText()).toBe('Not live');
  await desk.getByRole('button', { name: 'Reload' }).click();
  await desk.getByRole('heading', { name: 'Page not found' }).waitFor();

  // What is open to everybody goes on as before, on the same connection.
  await desk.goto(`/t/${threadId}`);
  await untilLive(desk);
  expect(await desk.getByText('This page no longer updates itself').count()).toBe(0);
  expect([...admin.faults, ...moderator.faults]).toEqual([]);
  await Promise.all([admin.close(), moderator.close()]);
}, 60_000);

test('no page had a fault', async () => {
  const all = await Promise.all(pairs.values());
  expect(all.flatMap(({ ana, ben }) => [...ana.faults, ...ben.faults])).toEqual([]);
});

async function writeInOneThread({ ana, ben, one, other }: Pair): Promise<void> {
  const [here, there] = [await ana.open(`/t/${threadId}`), await ben.open(`/t/${threadId}`)];
  await Promise.all([untilLive(here), untilLive(there)]);

  await reply(here, one, `Good morning from ${one}`);
  await there.getByText(`Good morning from ${one}`).waitFor();
  await reply(there, other, `And the same from ${other}`);
  await here.getByText(`And the same from ${other}`).waitFor();

  for (const page of [here, there]) await page.getByTestId('pending').waitFor({ state: 'detached' });
  const [seenHere, seenThere] = [await readPage(here, 'posts'), await readPage(there, 'posts')];
  expect(seenHere.length).toBe(seenThere.length);
  await Promise.all([here.close(), there.close()]);
}

async function meetInOneRoom({ ana, ben, one }: Pair): Promise<void> {
  const hosting = await asNamed(browser, demo, host, { locale: one });
  const path = `/rooms/${roomId}`;
  const [desk, here, there] = [await hosting.open(path), await ana.open(path), await ben.open(path)];
  await Promise.all([untilLive(desk), untilLive(here), untilLive(there)]);

  const question = `Who opens the gym on Saturdays? (${one})`;
  await here.getByTestId('ask').getByRole('textbox').fill(question);
  await here.getByRole('checkbox').check();
  await here.getByRole('button', { name: words[one].anonymous }).click();
  const card = there.getByTestId('question').filter({ hasText: question });
  await card.waitFor();

  await card.getByRole('button').first().click();
  await expect(votesOf(here, question, '1')).resolves.toBe('1');

  await desk
    .getByTestId('question')
    .filter({ hasText: question })
    .getByRole('button', { name: /Answer now|Responder ahora/ })
    .click();
  await there.getByTestId('now').filter({ hasText: question }).waitFor();
  await desk.getByTestId('now').getByRole('textbox').fill(`The caretaker. (${one})`);
  await desk.getByRole('button', { name: words[one].next }).click();
  const answered = there.getByTestId('answered').getByTestId('question').filter({ hasText: question });
  await answered.filter({ hasText: `The caretaker. (${one})` }).waitFor();
  await desk.getByTestId('now').filter({ hasNotText: question }).waitFor();
  expect(await desk.getByTestId('now').getByRole('textbox').inputValue()).toBe('');
  await desk.getByTestId('now').getByRole('button', { name: words[one].answered }).click();
  await there.getByTestId('now').waitFor({ state: 'detached' });

  const everything = await Promise.all([there.content(), desk.content()]);
  const article = everything.map((html) => html.slice(html.indexOf(question) - 400, html.indexOf(question) + 600));
  for (const around of article) for (const name of members) expect(around).not.toContain(name);
  await hosting.close();
  await Promise.all([here.close(), there.close()]);
}

async function comeBack({ ana, ben, one }: Pair): Promise<void> {
  const [thread, room] = [await ben.open(`/t/${threadId}`), await ben.open(`/rooms/${roomId}`)];
  await Promise.all([untilLive(thread), untilLive(room)]);
  for (const page of [thread, room]) await page.evaluate(() => Object.assign(window, { wasHere: true }));

  proxy.cut();
  await thread.locator('[data-testid=connection]:not(.live)').waitFor();
  const writing = await ana.open(`/t/${threadId}`);
  await untilLive(writing);
  for (let n = 1; n <= 10; n++) await reply(writing, one, `While you were away: ${one} ${n}`);
  await writing.getByText(`While you were away: ${one} 10`).first().waitFor();
  await writing.getByTestId('pending').first().waitFor({ state: 'detached' });
  const voting = await ana.open(`/rooms/${roomId}`);
  await untilLive(voting);
  const buttons = voting.locator('[data-testid=open] button[name=up][aria-pressed=false]');
  for (let n = 0; n < 5; n++) await buttons.first().click();
  proxy.mend();

  await Promise.all([untilLive(thread), untilLive(room)]);
  await thread.getByText(`While you were away: ${one} 10`).first().waitFor();
  await voting.waitForTimeout(600);
  const [freshThread, freshRoom] = [await ben.open(`/t/${threadId}?from=1`), await ben.open(`/rooms/${roomId}`)];
  expect(await readPage(thread, 'posts')).toEqual(await readPage(freshThread, 'posts'));
  expect(await readPage(room, 'open')).toEqual(await readPage(freshRoom, 'open'));
  for (const page of [thread, room]) expect(await page.evaluate(() => 'wasHere' in window)).toBe(true);
  await Promise.all([thread, room, writing, voting, freshThread, freshRoom].map((page) => page.close()));
}

async function votesOf(page: Page, question: string, expected: string): Promise<string> {
  const votes = page.getByTestId('question').filter({ hasText: question }).getByTestId('votes');
  await votes.filter({ hasText: expected }).waitFor();
  return votes.innerText();
}
