import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let moderator: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  moderator = people.find(({ role }) => role === 'moderator')?.name ?? '';
}, 120_000);

const ASKER = 'Ana Fuentes';
const ALIAS = 'A coordinator, Midwest';

test('one asks without one’s name on a phone, and goes on under the alias; a moderator opens it with a reason, and the asker reads it', async () => {
  const ana = await visit(browser, demo.url, { width: 360 });
  const mo = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(ana, ASKER);
  await signInAs(mo, moderator);
  const page = await ana.open('/b/attendance/new');
  await page.getByLabel('Your question, in one sentence').fill('How do I say that I am tired?');
  await page.getByLabel('The whole question').or(page.locator('textarea[name=text]')).first().fill('It is too much.');
  await page.getByRole('checkbox', { name: 'Ask without my name' }).check();
  await page.getByText(`You appear as “${ALIAS}”`).waitFor();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.waitForURL(/\/t\//);
  await untilLive(page);
  const path = new URL(page.url()).pathname;

  const desk = await mo.open(path);
  await untilLive(desk);
  await desk.locator('#post-1').getByText('Alguien de coordinación, Medio Oeste').waitFor();
  expect(await desk.content()).not.toContain(ASKER);
  expect(await desk.locator('#post-1').getByRole('button', { name: 'Editar' }).count()).toBe(0);

  // The asker writes on under the same alias unless they say otherwise.
  const under = page.getByRole('checkbox', { name: `Reply as “${ALIAS}”` });
  await under.waitFor();
  expect(await under.isChecked()).toBe(true);
  await page.getByTestId('follow').getByText('The bell tells you of replies').waitFor();
  await page.locator('textarea[name=text]').fill('Mostly of the forms.');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await desk.locator('#post-2').getByText('Alguien de coordinación, Medio Oeste').waitFor();
  await page.locator('#post-2').getByRole('button', { name: 'Edit' }).waitFor();
  await under.uncheck();
  await page.locator('textarea[name=text]').fill('And this I say myself.');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await desk.locator('#post-3').getByText(ASKER).waitFor();

  await desk.locator('#post-1').getByRole('button', { name: 'Más acciones' }).click();
  await desk.locator('#post-1').getByRole('link', { name: '¿Quién preguntó?' }).click();
  await desk.getByLabel('¿Por qué necesita saberlo?').fill('Queremos ayudar a esta persona.');
  await desk.getByRole('button', { name: 'Abrir el nombre' }).click();
  await desk.getByTestId('opened').getByText(ASKER).waitFor();

  await page.reload();
  await page.getByRole('link', { name: 'A moderator has opened your name' }).click();
  await page.getByTestId('openings').getByText('Queremos ayudar a esta persona.').waitFor();
  await page.getByTestId('openings').getByText(moderator).waitFor();
  expect(await page.getByRole('button', { name: 'Open the name' }).count()).toBe(0);
  expect([...ana.faults, ...mo.faults]).toEqual([]);
  await Promise.all([ana.close(), mo.close()]);
}, 90_000);

test('before scripts run, one asks and replies without one’s name by the pages’ forms', async () => {
  const ana = await asNamed(browser, demo, ASKER, { scripts: false });
  const page = await ana.open('/b/attendance/new');
  await page.getByLabel('Your question, in one sentence').fill('By a form?');
  await page.locator('textarea[name=text]').fill('Words');
  await page.getByRole('checkbox', { name: 'Ask without my name' }).check();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.locator('#post-1').getByText(ALIAS).waitFor();
  await page.locator('textarea[name=text]').fill('More words');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.locator('#post-2').getByText(ALIAS).waitFor();
  await ana.close();
}, 60_000);

test('L12: what is drafted without one’s name comes back to be asked without it, and its draft leaves the server', async () => {
  const ana = await asNamed(browser, demo, ASKER);
  const page = await ana.open('/b/attendance/new');
  const textField = page.locator('textarea[name=text]');
  await textField.fill('Half a question');
  await page.getByTestId('draft-saved').waitFor();
  const sentBy = () => page.locator('input[name=commandId]').first().inputValue();
  const named = await sentBy();
  await page.getByRole('checkbox', { name: 'Ask without my name' }).check();
  await page.waitForFunction(() => Object.values(localStorage).includes('yes'));
  const drafts = async () => (await page.request.get('/api/queries/draft.list?input={}')).text();
  await until(async () => !(await drafts()).includes('Half a question'), 'the draft to leave the server');
  // The draft said which command would send it: another one does.
  expect(await sentBy()).not.toBe(named);
  await textField.fill('Half a question, and more');
  expect(await page.getByTestId('draft-saved').count()).toBe(0);
  await page.reload();
  await until(async () => (await textField.inputValue()) === 'Half a question, and more', 'the draft to come back');
  await page.locator('input[name=unnamed]:checked').waitFor();
  await ana.close();
}, 60_000);
