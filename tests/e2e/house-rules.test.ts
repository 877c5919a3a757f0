import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
const names = new Map<string, string>();
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  for (const { role, name } of await demo.see('demo.people', {})) if (!names.has(role)) names.set(role, name);
}, 120_000);

const nameOf = (role: string) => names.get(role) ?? '';

test('a stranger reads the rules on a phone, in Spanish and without scripts, from where one joins', async () => {
  const phone = await visit(browser, demo.url, { width: 360, locale: 'es', scripts: false });
  const page = await phone.open('/sign-up');
  await page.getByRole('link', { name: 'normas de convivencia' }).click();
  await page.getByRole('heading', { name: 'Normas de convivencia' }).waitFor();
  expect(await page.getByTestId('rules').locator('> li').count()).toBe(8);
  await page.getByRole('heading', { name: 'Proteja la privacidad de los niños' }).waitFor();
  // What a notice leads to.
  await page.goto('/rules#no-advertising');
  await page.locator('#no-advertising:target').waitFor();
  expect(phone.faults).toEqual([]);
  await phone.close();
}, 60_000);

test('moderators keep reasons in both languages, without scripts', async () => {
  const bare = await asNamed(browser, demo, nameOf('moderator'), { scripts: false });
  const page = await bare.open('/desk');
  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  await page.getByRole('link', { name: 'Add a reason' }).click();
  await page.getByLabel('By which rule').selectOption({ label: 'Stay on topic' });
  await page.getByLabel('In English').fill('This belongs on another board.');
  await page.getByLabel('In Spanish').fill('Esto corresponde a otro foro.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL('**/desk/rules');
  const reason = page
    .getByTestId('reasons')
    .locator('li')
    .filter({ hasText: /another board|elsewhere/ });
  await reason.getByText('This belongs on another board.').waitFor();
  await reason.getByRole('link', { name: 'Change the reason' }).click();
  await page.getByLabel('In English').fill('This belongs elsewhere.');
  await page.getByRole('button', { name: 'Save' }).click();
  await reason.getByText('This belongs elsewhere.').waitFor();
  await reason.getByRole('button', { name: 'Remove' }).click();
  await reason.waitFor({ state: 'detached' });
  await page.getByText('The reason is no longer on the list.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('It is on the list again.').waitFor();
  await reason.getByText('This belongs elsewhere.').waitFor();
  await reason.getByRole('link', { name: 'Stay on topic' }).waitFor();
  await reason.getByRole('link', { name: 'Change the reason' }).click();
  expect(await page.getByLabel('In Spanish').inputValue()).toBe('Esto corresponde a otro foro.');
  // Only admins change the rules themselves.
  expect((await page.goto('/desk/rules/edit'))?.status()).toBe(404);
  await bare.close();
}, 60_000);

test('an admin previews and publishes a version, and members read once what is new', async () => {
  const desk = await asNamed(browser, demo, nameOf('admin'), {});
  const page = await desk.open('/desk/rules/edit');
  await page.getByText('Add a rule').click();
  const added = page.locator('details').last();
  await added.getByLabel('Title in English').fill('Answer within a week');
  await added.getByLabel('Text in English').fill('Whoever asks is **waiting**.');
  await page.getByRole('button', { name: 'Preview' }).click();
  // A rule has both languages; what was written stays.
  await page.getByRole('alert').getByText('Some of this cannot be accepted').waitFor();
  expect(await added.getByLabel('Title in Spanish').getAttribute('aria-invalid')).toBe('true');
  await added.getByLabel('Title in Spanish').fill('Responda en una semana');
  await added.getByLabel('Text in Spanish').fill('Quien pregunta está esperando.');
  expect(await added.getByLabel('Title in English').inputValue()).toBe('Answer within a week');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByTestId('preview').getByRole('heading', { name: 'Answer within a week New' }).waitFor();
  await page.getByTestId('preview').locator('strong', { hasText: 'waiting' }).waitFor();
  await page.getByLabel('What is new, in English').fill('Please answer within a week.');
  await page.getByLabel('What is new, in Spanish').fill('Responda en una semana.');
  await page.getByRole('button', { name: 'Publish the new version' }).click();
  await page.waitForURL('**/rules');
  await page.getByRole('heading', { name: 'Answer within a week' }).waitFor();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await page.getByText('This is version 1, which no longer applies.').waitFor();
  // Whoever published it has read it.
  await page.goto('/');
  expect(await page.getByTestId('rules-news').count()).toBe(0);

  const phone = await visit(browser, demo.url, { width: 360, locale: 'es' });
  const bare = await visit(browser, demo.url, { scripts: false });
  await signInAs(phone, nameOf('member'));
  await signInAs(bare, nameOf('moderator'));
  // On whatever page they are, and on none any more once they have read it.
  for (const [visitor, at, words, button] of [
    [phone, '/', 'Responda en una semana.', 'Lo he leído'],
    [bare, '/boards', 'Please answer within a week.', 'I have read it'],
  ] as const) {
    const home = await visitor.open(at);
    const bar = home.getByTestId('rules-news');
    await bar.getByText(words).waitFor();
    await bar.getByRole('button', { name: button }).click();
    await home.waitForURL((url) => url.pathname === at);
    await bar.waitFor({ state: 'detached' });
    await home.goto('/unread');
    expect(await bar.count()).toBe(0);
  }
  expect([...desk.faults, ...phone.faults]).toEqual([]);
  await Promise.all([desk.close(), phone.close(), bare.close()]);
}, 90_000);
