import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let path: string;
let [one, other]: string[] = [];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const { rows } = await demo.see('board.get', { boardId: 'leading' });
  path = `/t/${rows.find(({ title }) => title.startsWith('How often'))?.id}`;
  const members = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member');
  [one, other] = members.map(({ name }) => name);
}, 120_000);

const pollIn = (page: Page, no: number | null = 1) =>
  (no ? page.locator(`#post-${no}`) : page.locator('.post').last()).getByTestId('poll');

test('a poll is written in the composer, kept over a reload, and counts people live, in two languages, on a phone and a desktop', async () => {
  const ana = await visit(browser, demo.url, { width: 360 });
  const ben = await visit(browser, demo.url, { locale: 'es' });
  await Promise.all([signInAs(ana, one ?? ''), signInAs(ben, other ?? '')]);
  const [phone, desktop] = [await ana.open(path), await ben.open(path)];
  await Promise.all([phone, desktop].map(untilLive));

  const composer = phone.getByTestId('composer');
  await composer.getByLabel('Your reply').fill('Which of these?');
  await composer.getByRole('button', { name: 'Add a poll' }).click();
  const form = phone.getByTestId('poll-form');
  await form.getByLabel('Question').fill('When shall we meet?');
  await form.getByLabel('Option 1').fill('Monday');
  await form.getByLabel('Option 2').fill('Friday');
  await form.getByLabel('Closes on').fill('2027-06-01T15:00');
  await form.getByText(/Jun 1, 2027.*Time|UTC/).waitFor();
  await phone.reload();
  await untilLive(phone);
  await form.waitFor();
  expect(await form.getByLabel('Option 2').inputValue()).toBe('Friday');
  expect(await form.getByLabel('Closes on').inputValue()).toBe('2027-06-01T15:00');
  await composer.getByRole('button', { name: 'Post reply' }).click();

  // It comes to whoever has the page open.
  const shown = pollIn(desktop, null);
  await shown.getByRole('group', { name: 'When shall we meet?' }).waitFor();
  await shown.getByRole('radio', { name: /^Friday/ }).check();
  await shown.getByRole('button', { name: 'Votar' }).click();
  await pollIn(phone, null).getByText('1 person has voted').waitFor();
  await shown.getByRole('radio', { name: /^Friday \(su elección\) 1 persona · 100/ }).waitFor();
  // By keyboard: the arrows choose, Enter votes.
  await pollIn(phone, null)
    .getByRole('radio', { name: /^Monday/ })
    .focus();
  await phone.keyboard.press('Space');
  await phone.keyboard.press('Enter');
  await shown.getByText('2 personas han votado').waitFor();
  await shown.getByText('1 persona · 50 %').first().waitFor();
  await shown.getByRole('button', { name: 'Retirar mi voto' }).click();
  await pollIn(phone, null).getByText('1 person · 100').waitFor();
  await pollIn(phone, null).getByRole('button', { name: 'Close poll' }).click();
  await shown.getByText(/Cerró:/).waitFor();
  expect(await shown.getByRole('radio').count()).toBe(0);
  expect([...ana.faults, ...ben.faults]).toEqual([]);
  await Promise.all([ana.close(), ben.close()]);
}, 120_000);

test('its author changes it where it stands; names are told on tap', async () => {
  const ana = await asNamed(browser, demo, one ?? '');
  const page = await ana.open(path);
  await untilLive(page);
  await pollIn(page).getByRole('button', { name: 'Who chose what' }).click();
  await pollIn(page).getByRole('link').nth(8).waitFor();
  const composer = page.getByTestId('composer');
  await composer.getByLabel('Your reply').fill('One more.');
  await composer.getByRole('button', { name: 'Add a poll' }).click();
  await composer.getByLabel('Question').fill('Tea or cofee?');
  await composer.getByLabel('Option 1').fill('Tea');
  await composer.getByLabel('Option 2').fill('tea');
  await composer.getByRole('button', { name: 'Post reply' }).click();
  await composer.getByText('Two options are the same.').waitFor();
  await composer.getByLabel('Option 2').fill('Coffee');
  await composer.getByRole('button', { name: 'Post reply' }).click();
  const shown = pollIn(page, null);
  await shown.getByText('Tea or cofee?').waitFor();
  await shown.getByRole('button', { name: 'Change poll' }).click();
  await shown.getByLabel('Question').fill('Tea or coffee?');
  await shown.getByRole('button', { name: 'Save' }).click();
  await shown.getByRole('group', { name: 'Tea or coffee?' }).waitFor();
  expect(ana.faults).toEqual([]);
  await ana.close();
}, 90_000);

test('without scripts it is a form; strangers see the bars', async () => {
  const ana = await asNamed(browser, demo, other ?? '', { scripts: false });
  const page = await ana.open(path);
  await pollIn(page)
    .getByRole('radio', { name: /^Less often/ })
    .check();
  await pollIn(page)
    .getByRole('button', { name: /Vote|Change my vote/ })
    .click();
  await page.waitForURL(/post=1/);
  await pollIn(page)
    .getByRole('radio', { name: /^Less often \(your choice\)/ })
    .waitFor();
  await pollIn(page).getByRole('button', { name: 'Take back my vote' }).click();
  await page.waitForURL(/post=1/);
  await pollIn(page).getByRole('button', { name: 'Vote', exact: true }).waitFor();
  await ana.close();
  const stranger = await (await browser.newContext({ baseURL: demo.url, locale: 'en' })).newPage();
  await stranger.goto(path);
  await pollIn(stranger)
    .getByText(/people · \d+/)
    .first()
    .waitFor();
  expect(await pollIn(stranger).getByRole('radio').count()).toBe(0);
  await stranger.context().close();
}, 60_000);
