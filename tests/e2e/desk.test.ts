import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { visit } from '../support/browser.ts';
import { openBrowser, untilLive, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let staff: string;
let member: string;
let threadPath: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  staff = people.find(({ role }) => role === 'admin')?.name ?? '';
  member = people.find(({ role }) => role === 'member')?.name ?? '';
  const { rows } = await demo.see('board.get', { boardId: 'attendance' });
  threadPath = `/t/${rows.find(({ lock, answer }) => !lock && !answer)?.id}`;
}, 120_000);

async function as(name: string, looks: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  return asNamed(browser, demo, name, looks);
}

async function reply(page: Page, text: string): Promise<void> {
  const composer = page.getByTestId('composer');
  await composer.getByRole('textbox').fill(text);
  await composer.getByRole('button', { name: /Post reply|Publicar respuesta/ }).click();
  await page.getByTestId('posts').getByText(text).waitFor();
}

/** Without scripts one loads it again: what follows from a command may take a moment. */
async function reloadedTo(page: Page, said: string): Promise<void> {
  const first = page.getByTestId('desk').getByRole('article').first();
  await until(async () => {
    await page.reload();
    return (await first.innerText()).includes(said);
  }, `the desk to say ${said}`);
}

test('what somebody writes appears as it happens; what comes while one reads or has paused waits to be shown', async () => {
  const [watcher, writer] = [await as(staff), await as(member)];
  const desk = await watcher.open('/desk');
  await untilLive(desk);
  const thread = await writer.open(threadPath);
  await untilLive(thread);
  await reply(thread, 'The first that they see at the desk.');
  const rows = desk.getByTestId('desk').getByRole('article');
  await rows.filter({ hasText: 'The first that they see at the desk.' }).waitFor();
  expect(await rows.first().innerText()).toContain(member);

  await desk.getByRole('button', { name: 'Pause' }).click();
  const before = await rows.first().innerText();
  await reply(thread, 'This one waits.');
  await desk.getByRole('button', { name: '1 new – show' }).waitFor();
  expect(await rows.first().innerText()).toBe(before);
  await desk.getByRole('button', { name: '1 new – show' }).press('Enter');
  await rows.first().filter({ hasText: 'This one waits.' }).waitFor();

  await desk.getByRole('button', { name: 'Resume' }).click();
  await rows.first().hover();
  await reply(thread, 'Nothing moves under a pointer.');
  await desk.getByRole('button', { name: '1 new – show' }).click();
  await rows.first().filter({ hasText: 'Nothing moves under a pointer.' }).waitFor();

  await rows
    .first()
    .getByRole('button', { name: /^Remove…/ })
    .press('Enter');
  // Where a rule and a word to its author are asked for.
  await desk.getByRole('textbox', { name: /^Words to the author/ }).fill('Please say it more kindly.');
  await desk.locator('[data-acts]').getByRole('button', { name: 'Remove', exact: true }).click();
  await thread.getByTestId('posts').getByText('Nothing moves under a pointer.').waitFor({ state: 'detached' });
  await desk.locator('form[action="?/undo"]').getByRole('button').click();
  await thread.getByTestId('posts').getByText('Nothing moves under a pointer.').waitFor();
  expect([...watcher.faults, ...writer.faults]).toEqual([]);
  await watcher.close();
  await writer.close();
}, 90_000);

test('before scripts run one looks through it, keeps a view, removes and brings back; in Spanish, on a phone', async () => {
  const visitor = await as(staff, { scripts: false, locale: 'es', width: 360 });
  const page = await visitor.open('/desk');
  await page.getByText('Filtrar', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Mensajes' }).check();
  await page.getByLabel('Foro', { exact: true }).selectOption('attendance');
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await page.waitForURL(/area=posts.*board=attendance/);
  const rows = page.getByTestId('desk').getByRole('article');
  expect(await rows.count()).toBeGreaterThan(0);
  for (const kind of await rows.evaluateAll((all) => all.map((one) => one.getAttribute('data-kind'))))
    expect(['started', 'reply', 'edited', 'deleted', 'restored']).toContain(kind);

  await page.getByText('Guardar esta vista').click();
  await page.getByLabel('Nombre de la vista').fill('Asistencia');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: 'Asistencia', exact: true }).waitFor();
  const kept = new URL(page.url()).pathname + new URL(page.url()).search;
  await page
    .getByRole('button', { name: /^Retirar…/ })
    .first()
    .click();
  await page.locator('[data-acts]').getByRole('button', { name: 'Retirar', exact: true }).click();
  await page.locator('form[action="?/undo"]').waitFor();
  await page.goto(demo.url + kept);
  await reloadedTo(page, 'Borrado');
  await rows
    .first()
    .getByRole('button', { name: /^Recuperar/ })
    .click();
  await reloadedTo(page, 'Recuperado');
  await page.getByRole('button', { name: /^Quitar la vista/ }).click();
  expect(await page.getByRole('link', { name: 'Asistencia', exact: true }).count()).toBe(0);

  const file = await visitor.context.request.get('/desk/activity.csv?area=posts');
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  const lines = (await file.text()).trim().split('\r\n');
  expect(lines[0]).toContain('Hora (UTC)');
  expect(lines.length).toBeGreaterThan(3);
  await visitor.close();
}, 60_000);

test('for members there is no desk', async () => {
  const visitor = await as(member);
  const page = await visitor.open('/desk');
  expect(await page.getByRole('heading').first().innerText()).toBe('Page not found');
  expect(await page.getByRole('link', { name: 'Desk' }).count()).toBe(0);
  expect((await visitor.context.request.get('/desk/activity.csv')).status()).toBe(404);
  await visitor.close();
}, 30_000);
