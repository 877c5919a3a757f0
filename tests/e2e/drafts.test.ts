import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let name: string;
let threads: string[];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  name = (await demo.see('demo.people', {})).find(({ role }) => role === 'member')?.name ?? '';
  threads = (await demo.see('thread.latest', { most: 20 })).map(({ thread }) => `/t/${thread.id}`);
}, 120_000);

let path: string;
/** The same person on two devices. */
let phone: Visitor;
let desk: Visitor;
beforeEach(async () => {
  path = threads.pop() ?? '';
  phone = await visit(browser, demo.url, { width: 360 });
  desk = await visit(browser, demo.url, { locale: 'es' });
  await Promise.all([signInAs(phone, name), signInAs(desk, name)]);
  const person = await personOf(phone, demo);
  for (const { draft } of await person.see('draft.list', {}))
    await person.do('draft.discard', { place: draft.place, version: draft.version });
}, 60_000);

async function openLive(visitor: Visitor): Promise<Page> {
  const page = await visitor.open(path);
  await untilLive(page);
  return page;
}

const composer = (page: Page) => page.getByTestId('composer').getByRole('textbox');
const isSaved = (page: Page) => page.getByTestId('draft-saved').waitFor();
const holds = (page: Page, words: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector<HTMLTextAreaElement>('[data-testid=composer] textarea')?.value === wanted,
    words,
  );

test('what is begun on the phone is gone on with at the desk, and goes on both when it is posted', async () => {
  const small = await openLive(phone);
  await composer(small).fill('We pay a retired driver');
  await isSaved(small);
  const large = await openLive(desk);
  await holds(large, 'We pay a retired driver');
  await composer(large).fill('We pay a retired driver, twice a week.');
  await large.getByRole('button', { name: 'Publicar respuesta' }).click();
  await large.getByTestId('posts').getByText('We pay a retired driver, twice a week.').waitFor();
  await holds(small, '');
  await holds(large, '');
  const list = await phone.open('/drafts');
  await list.getByText('You have no drafts.').waitFor();
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 60_000);

test('complaint 8: what was saved elsewhere meanwhile overwrites nothing: it is offered, and one’s own can be kept', async () => {
  const [small, large] = [await openLive(phone), await openLive(desk)];
  await composer(small).fill('From the phone');
  await isSaved(small);
  await holds(large, 'From the phone');
  await composer(large).fill('From the desk');
  await isSaved(large);
  await small.getByText('There is a newer draft from another tab or device.').waitFor();
  await composer(small).fill('From the phone, and more');
  await small.getByRole('button', { name: 'Show it' }).click();
  await holds(small, 'From the desk');
  await small.getByRole('button', { name: 'Undo' }).click();
  await holds(small, 'From the phone, and more');
  // What was put back is saved, and the desk is asked in its turn.
  await large.getByText('Hay un borrador más reciente de otra pestaña o dispositivo.').waitFor();
  expect(await composer(large).inputValue()).toBe('From the desk');
  await large.getByRole('button', { name: 'Conservar el mío' }).click();
  await small.getByText('There is a newer draft from another tab or device.').waitFor();
  expect(await composer(small).inputValue()).toBe('From the phone, and more');
  // Still so after a reload.
  await small.reload();
  await untilLive(small);
  await small.getByText('There is a newer draft from another tab or device.').waitFor();
  expect(await composer(small).inputValue()).toBe('From the phone, and more');
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 60_000);

test('complaint 8: what was typed just before the tab was closed is on the other device', async () => {
  const small = await openLive(phone);
  await composer(small).fill('Saved');
  await isSaved(small);
  await composer(small).fill('Saved, and a word more');
  await small.goto('/boards');
  await small.close();
  const large = await openLive(desk);
  await holds(large, 'Saved, and a word more');
  await Promise.all([phone.close(), desk.close()]);
}, 60_000);

test('the list: go on, discard and undo; an edit and a new thread stand on it too', async () => {
  const board = (await demo.see('board.list', {})).find(({ kind }) => kind === 'discussion');
  const page = await desk.open(`/b/${board?.id}/new`);
  await page.getByLabel('¿De qué se trata?').fill('Autobuses');
  await page.getByLabel('Sus palabras').fill('¿Quién conduce?');
  await isSaved(page);
  const small = await phone.open('/drafts');
  const row = small.getByTestId('drafts').locator('li');
  await row.getByText('¿Quién conduce?').waitFor();
  await row.getByRole('button', { name: 'Discard' }).click();
  await small.getByText('The draft was discarded.').waitFor();
  expect(await row.count()).toBe(0);
  await small.getByRole('button', { name: 'Undo' }).click();
  await row.getByText('¿Quién conduce?').waitFor();
  await row.getByRole('link', { name: 'Go on writing' }).click();
  await small.waitForURL(/\/new$/);
  expect(await small.getByLabel('What is it about?').inputValue()).toBe('Autobuses');
  // What is typed before the page has met its draft is offered beside it.
  await isSaved(small);
  await small.getByLabel('Your words').fill('¿Quién conduce el último?');
  // Gone on with here and saved: what it was begun from, on the other page, is no draft afterwards.
  const person = await personOf(phone, demo);
  const saved = async () => (await person.see('draft.get', { place: `start:${board?.id}` })).draft?.text;
  await until(async () => (await saved()) === '¿Quién conduce el último?', 'it to be saved');
  await small.getByRole('button', { name: 'Post thread' }).click();
  await small.waitForURL(/\/t\//);
  const edit = small.getByRole('button', { name: 'Edit' });
  await untilLive(small);
  await edit.click();
  await small.getByTestId('posts').getByRole('textbox').fill('¿Quién conduce el último, y cuándo?');
  await isSaved(small);
  await page.goto('/drafts');
  // Only the edit is left: what was started is no draft any more.
  expect(await page.getByTestId('drafts').locator('li').count()).toBe(1);
  await page.getByRole('link', { name: 'Seguir escribiendo' }).click();
  const editing = page.getByTestId('posts').getByRole('textbox');
  await editing.waitFor();
  await page.waitForFunction(() =>
    document.querySelector<HTMLTextAreaElement>('[data-testid=posts] textarea')?.value.includes('y cuándo'),
  );
  await page.getByRole('button', { name: 'Guardar' }).click();
  await editing.waitFor({ state: 'detached' });
  await page.goto('/drafts');
  await page.getByText('No tiene borradores.').waitFor();
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 90_000);

test('without scripts a draft is gone on with from the list, and goes when it is sent', async () => {
  const small = await openLive(phone);
  await composer(small).fill('Begun with scripts');
  await isSaved(small);
  await small.close();
  const bare = await asNamed(browser, demo, name, { scripts: false });
  const page = await bare.open('/drafts');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('The draft was discarded.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Go on writing' }).click();
  expect(await composer(page).inputValue()).toBe('Begun with scripts');
  await composer(page).fill('Begun with scripts, and ended without');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByText('Begun with scripts, and ended without').waitFor();
  await page.goto('/drafts');
  await page.getByText('You have no drafts.').waitFor();
  await Promise.all([bare.close(), phone.close(), desk.close()]);
}, 60_000);
