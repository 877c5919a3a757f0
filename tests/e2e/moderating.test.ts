import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let member: string;
let moderator: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const nameOf = (wanted: string) => people.find(({ role }) => role === wanted)?.name ?? '';
  [member, moderator] = [nameOf('member'), nameOf('moderator')];
}, 120_000);

async function aThreadOf(boardId: string) {
  const { rows } = await demo.see('board.get', { boardId });
  const row = rows.find(({ lock, lastNo }) => !lock && lastNo > 3);
  if (!row) throw new Error(`the demo network has no such thread on ${boardId}`);
  return row;
}

test('a thread is locked on a phone, and every open page says so and why, in its language; opened again, one writes', async () => {
  const { id } = await aThreadOf('attendance');
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  await signInAs(reader, member);
  const stranger = await visit(browser, demo.url);
  const pages = await Promise.all([rosa.open(`/t/${id}`), reader.open(`/t/${id}`), stranger.open(`/t/${id}`)]);
  await Promise.all(pages.map(untilLive));
  const [phone, desktop, open] = pages;
  expect(await desktop.getByRole('link', { name: /Moderar/ }).count()).toBe(0);

  await openActs(phone.locator('#post-1'));
  await phone.getByRole('link', { name: 'Moderate #1', exact: true }).click();
  await phone.getByLabel('Reason').fill('The bus runs again.');
  await phone.getByRole('button', { name: 'Lock this thread' }).click();
  await phone.getByTestId('note').getByText(`${moderator} locked this thread: The bus runs again.`).waitFor();
  await desktop.getByTestId('note').getByText(`${moderator} cerró este tema: The bus runs again.`).waitFor();
  await open.getByTestId('note').getByText(`${moderator} locked this thread: The bus runs again.`).waitFor();
  await desktop.getByRole('status').getByText('Este tema está cerrado.').waitFor();
  expect(await desktop.getByTestId('composer').count()).toBe(0);
  // Moderators have the last word.
  await phone.getByTestId('composer').waitFor();

  await phone.goto(`/moderate/${id}`);
  await phone.getByRole('button', { name: 'Unlock it' }).click();
  await desktop.getByTestId('composer').waitFor();
  await desktop.getByTestId('note').getByText('volvió a abrir este tema').waitFor();
  expect([...rosa.faults, ...reader.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close(), stranger.close()]);
}, 90_000);

test('in slow mode the page says so before one writes, and what comes too soon stays in the field', async () => {
  const { id } = await aThreadOf('learning');
  const rosa = await visit(browser, demo.url, { scripts: false, width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  await signInAs(reader, member);
  const page = await reader.open(`/t/${id}`);
  await untilLive(page);
  const phone = await rosa.open(`/moderate/${id}`);
  await phone.getByLabel('One reply in').selectOption('15');
  await phone.locator('section[aria-labelledby=slow]').getByRole('button', { name: 'Save' }).click();
  await phone.getByTestId('note').getByText('turned on slow mode: everybody replies once in 15 minutes').waitFor();
  await page.getByRole('status').getByText('cada persona responde una vez cada 15 minutos').waitFor();
  const composer = page.getByTestId('composer');
  await composer.getByRole('textbox').fill('Primero.');
  await composer.getByRole('button', { name: 'Publicar respuesta' }).click();
  await page.getByTestId('posts').getByText('Primero.').waitFor();
  await composer.getByRole('textbox').fill('Y otra cosa.');
  await composer.getByRole('button', { name: 'Publicar respuesta' }).click();
  await page.getByText('Puede seguir en 15 min.').waitFor();
  await page.getByText('Y otra cosa.').waitFor();
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 90_000);

test('a thread is moved: whoever reads it sees where it is now, and both boards follow', async () => {
  const row = await aThreadOf('families');
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  await signInAs(reader, member);
  const [thread, from, to] = [
    await reader.open(`/t/${row.id}`),
    await reader.open('/b/families'),
    await reader.open('/b/attendance'),
  ];
  await Promise.all([thread, from, to].map(untilLive));
  const phone = await rosa.open(`/moderate/${row.id}`);
  await phone.getByLabel('To which board').selectOption('attendance');
  await phone.getByRole('button', { name: 'Move this thread' }).click();
  await phone.getByTestId('note').getByText(`${moderator} moved this here from Families`).waitFor();
  await thread.getByTestId('note').getByText(`${moderator} trajo esto aquí desde`).waitFor();
  await thread.getByRole('link', { name: /^← Asistencia/ }).waitFor();
  await from.locator(`a[href*="${row.id}"]`).waitFor({ state: 'detached' });
  await to
    .getByRole('status')
    .getByRole('button', { name: /mostrar/ })
    .click();
  await to.locator(`a[href*="${row.id}"]`).waitFor();
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 90_000);

test('a thread is pinned until a day and taken down, and an open board follows', async () => {
  const { rows } = await demo.see('board.get', { boardId: 'leading' });
  const old = rows.at(-1);
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  const board = await reader.open('/b/leading');
  await untilLive(board);
  const phone = await rosa.open(`/moderate/${old?.id}`);
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await phone.getByLabel('Until', { exact: true }).fill(day);
  await phone.getByRole('button', { name: 'Put it on top' }).click();
  await phone.waitForURL(/\/b\/leading$/);
  await phone.getByTestId('pinned').waitFor();
  expect(await phone.locator('.thread-row a.title').first().innerText()).toContain(old?.title ?? '?');
  await board.reload();
  await board.getByTestId('pinned').getByText('Fijados').waitFor();
  await untilLive(board);
  await phone.goto(`/moderate/${old?.id}`);
  await phone.getByRole('button', { name: 'Take it down' }).click();
  await phone.waitForURL(/\/b\/leading$/);
  await board.getByTestId('pinned').waitFor({ state: 'detached' });
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 90_000);

test('before scripts run, a thread is locked and opened again by forms', async () => {
  const { id } = await aThreadOf('families');
  const rosa = await asNamed(browser, demo, moderator, { scripts: false });
  const page = await rosa.open(`/t/${id}`);
  await openActs(page.locator('#post-1'));
  await page.getByRole('link', { name: 'Moderate #1', exact: true }).click();
  await page.getByLabel('Reason').fill('Enough.');
  await page.getByRole('button', { name: 'Lock this thread' }).click();
  await page.getByTestId('note').getByText('locked this thread: Enough.').waitFor();
  await page.goto(`/moderate/${id}`);
  await page.getByRole('button', { name: 'Unlock it' }).click();
  await page.getByTestId('note').getByText('opened this thread again').waitFor();
  await rosa.close();
}, 60_000);

test('a board that closes quiet threads says so before', async () => {
  const rosa = await asNamed(browser, demo, moderator);
  const page = await rosa.open('/b/learning/edit');
  await page.getByLabel('Close threads after so many days').fill('10');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/boards$/);
  const { rows } = await demo.see('board.get', { boardId: 'learning' });
  await page.goto(`/t/${rows[0]?.id}`);
  await page.getByText(/If nobody writes here, this thread closes on/).waitFor();
  await page.goto(`/t/${rows.at(-1)?.id}`);
  await page.getByText('this thread is closed').waitFor();
  await rosa.close();
}, 60_000);
