import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { joinDemo } from '../support/joining.ts';
import { present, reasonIn } from '../support/parts.ts';

/**
 * A day of two moderators, one at a desk in English and one on a phone in Spanish, hour by hour: what one test leaves, the next
 * one finds.
 */

let demo: Demo;
let browser: Browser;
let [moderator, admin]: string[] = [];
let desk: Visitor;
let phone: Visitor;
beforeAll(async () => {
  // With the limits as they are for everybody.
  [demo, browser] = await Promise.all([openDemo({ HEARTH_RATE_FACTOR: '1' }), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  [moderator, admin] = [named('moderator'), named('admin')];
  desk = await as(present(moderator));
  phone = await as(present(admin), { width: 360, locale: 'es', theme: 'dark' });
}, 120_000);

const [AUTHOR, REPORTER, OTHER] = ['Marisol Vega', 'Ana Fuentes', 'Devon Carter'] as const;
const BOARD = 'families';
const PLACE = `/b/${BOARD}`;

async function as(name: string, looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, name, looks);
}

/** Somebody who has just joined, at a browser. */
async function aNewcomer(name: string, looks: Looks = {}): Promise<Visitor> {
  const { cookie } = await joinDemo(demo.url, { name });
  const visitor = await visit(browser, demo.url, looks);
  const [key = '', value = ''] = (cookie ?? '').split('=');
  await visitor.context.addCookies([{ name: key, value, url: demo.url }]);
  return visitor;
}

const rowOf = (page: Page, words: string) => page.getByTestId('review').filter({ hasText: words });

async function startThread(page: Page, title: string, words: string): Promise<void> {
  await page.goto(`${demo.url}${PLACE}/new`);
  await page.locator('[name=title]').fill(title);
  await page.locator('textarea[name=text]').fill(words);
  await page.locator('form[method=POST] button.primary').click();
}

/** On the phone: how many first posts of somebody new wait, and how many of new people on one board in a minute do not. */
async function setGates(first: string, flood: string): Promise<void> {
  const page = await phone.open('/desk/gates');
  await page.locator('[name=firstPosts]').fill(first);
  await page.locator('[name=flood]').fill(flood);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado').waitFor();
}

test('08:00: what new people write first is to wait', async () => {
  await setGates('1', '30');
  const seen = await desk.open('/desk/gates');
  expect(await seen.locator('dd').first().innerText()).toBe('1');
}, 60_000);

test('09:00: a first-timer is held, and welcomed', async () => {
  const newcomer = await aNewcomer('Inés Arrieta', { width: 360 });
  const queue = await desk.open('/desk/queue');
  const page = await newcomer.open(`${PLACE}/new`);
  await startThread(page, 'Hello from Laredo', 'I coordinate two schools at the river.');
  await page.waitForURL('**/you/waiting');
  await page.getByTestId('held').getByText('Waiting for a moderator').first().waitFor();
  const board = await phone.open(PLACE);
  await untilLive(board);
  expect(await board.getByText('Hello from Laredo').count()).toBe(0);

  await rowOf(queue, 'Hello from Laredo').getByRole('link').click();
  await queue.getByLabel('Words to the author').fill('Welcome to all of us, Inés!');
  await queue.getByRole('button', { name: 'Publish', exact: true }).click();
  await queue.getByTestId('history').getByText('published it with words').waitFor();
  // On both open pages, without a look at them again.
  await page.getByTestId('held').getByText('Welcome to all of us, Inés!').waitFor();
  await board.getByRole('button', { name: 'Un tema nuevo: mostrar' }).click();
  await board.getByTestId('rows').getByText('Hello from Laredo').waitFor();
  await page.getByRole('link', { name: 'See it in the thread' }).click();
  await page.getByTestId('posts').getByText('I coordinate two schools at the river.').waitFor();
  expect(newcomer.faults).toEqual([]);
  await newcomer.close();
}, 120_000);

test('Complaint 11: at 10:00 two report one post; it is one item, handed over with a note, and removed by a rule', async () => {
  const author = await as(AUTHOR);
  const page = await author.open(`${PLACE}/new`);
  await startThread(page, 'Cheap phones', 'Buy them from my cousin.');
  await page.waitForURL(/\/t\//);
  const id = present(/\/t\/([0-9a-f]{16})/.exec(page.url())?.[1]);
  for (const name of [REPORTER, OTHER]) {
    const reporter = await as(name, { scripts: false });
    const form = await reporter.open(`/reports/${id}/1`);
    await form.getByRole('button', { name: 'Spam or advertising' }).click();
    await form.getByText('Moderators will look at it').waitFor();
    await reporter.close();
  }
  const [queue, cola] = [await desk.open('/desk/queue'), await phone.open('/desk/queue')];
  expect(await rowOf(queue, 'Cheap phones').count()).toBe(1);
  await rowOf(queue, 'Cheap phones').getByRole('link').click();
  await queue.getByRole('heading', { name: 'Reports (2)' }).waitFor();
  await untilLive(queue);
  await queue.getByRole('button', { name: 'Take it on' }).click();
  await queue.getByText('You are on it').waitFor();
  await queue.getByText('Assign it or set a date').click();
  await queue.getByLabel('To whom').selectOption({ label: present(admin) });
  await queue.getByLabel('How it stands').fill('It is their second time.');
  await queue.getByRole('button', { name: 'Assign', exact: true }).click();

  await rowOf(cola, 'Cheap phones').getByRole('link').click();
  await cola.getByTestId('history').getByText('It is their second time.').waitFor();
  await untilLive(cola);
  await cola.getByLabel('Palabras para quien lo escribió').fill('Aquí no se vende nada.');
  await cola.getByLabel('Qué norma').selectOption({ index: 5 });
  await cola.getByRole('button', { name: 'Retirar', exact: true }).click();
  await queue
    .getByText(`${present(admin)} removed it`)
    .first()
    .waitFor();
  await page.goto(`${demo.url}/you/standing`);
  await page.getByTestId('removed').getByText('Aquí no se vende nada.').waitFor();
  await author.close();
}, 120_000);

test('11:00: new people flood a board, and the flood waits; whoever is known writes on', async () => {
  await setGates('0', '3');
  const writers = await Promise.all(
    ['Uno', 'Dos', 'Tres'].map((name) => joinDemo(demo.url, { name: `${name} Prueba` })),
  );
  const threadId = present((await demo.see('thread.latest', { most: 20 })).find((one) => one.board.id === BOARD)).thread
    .id;
  const ends: string[] = [];
  for (let turn = 0; turn < 4; turn++)
    for (const [n, writer] of writers.entries())
      ends.push(
        reasonIn(await writer.try('post.reply', { threadId, text: `Number ${n} writes for the ${turn}. time` })) ??
          'published',
      );
  const count = (wanted: string) => ends.filter((end) => end === wanted).length;
  expect(count('published')).toBe(3);
  expect(count('published') + count('held')).toBe(ends.length);
  const page = await desk.open('/desk/gates');
  await page.getByTestId('floods').getByRole('link').waitFor();

  const known = await as(OTHER);
  const reading = await known.open(`/t/${threadId}`);
  await untilLive(reading);
  await reading.locator('textarea[name=text]').last().fill('And this is from me.');
  await reading.getByRole('button', { name: 'Post reply' }).click();
  await reading.getByTestId('posts').getByText('And this is from me.').waitFor();
  await known.close();
}, 120_000);

test('14:00: somebody whose writing is paused appeals, and another moderator lets them write again', async () => {
  const people = await demo.see('demo.people', {});
  const who = present(people.find(({ name }) => name === AUTHOR));
  const page = await desk.open(`/desk/people/${who.id}`);
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'Pause their writing' });
  await page.getByLabel('By which rule').selectOption({ label: 'No advertising' });
  await page.getByLabel('What you say to them').fill('Three days without advertising.');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByTestId('history').getByText('Three days without advertising.').waitFor();

  const author = await as(AUTHOR, { width: 360 });
  const standing = await author.open('/you/standing');
  const decision = standing.getByTestId('sanction');
  await decision.getByText('Appeal', { exact: true }).click();
  await decision.getByLabel('Why it is wrong').fill('The cousin gives them away.');
  await decision.getByRole('button', { name: 'Send the appeal' }).click();
  await standing.getByText('The cousin gives them away.').waitFor();

  const other = await phone.open(`/desk/people/${who.id}`);
  await other.getByTestId('history').getByText('The cousin gives them away.').waitFor();
  await other.getByLabel('Su respuesta a la apelación').fill('Fue un malentendido.');
  await other.getByRole('button', { name: 'Anular la decisión' }).click();
  await other.getByText('Se aceptó la apelación').first().waitFor();
  await standing.reload();
  await standing.getByText('Fue un malentendido.').waitFor();
  await author.close();
}, 120_000);

test('16:00: what was decided too quickly is taken back', async () => {
  const cola = await phone.open('/desk/queue?state=resolved');
  await rowOf(cola, 'Cheap phones').getByRole('link').click();
  await untilLive(cola);
  await cola.getByRole('button', { name: 'Revertir la decisión' }).click();
  await cola.getByRole('button', { name: 'Retirar', exact: true }).waitFor();
  const board = await desk.open(PLACE);
  await board.getByTestId('rows').getByText('Buy them from my cousin.').waitFor();
  expect([...desk.faults, ...phone.faults]).toEqual([]);
}, 60_000);
