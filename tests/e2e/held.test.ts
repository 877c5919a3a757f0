import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { present } from '../support/parts.ts';

/** Posts that wait for a moderator. */

let demo: Demo;
let browser: Browser;
let [moderator, admin, member]: string[] = [];
let thread: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  [moderator, admin, member] = [named('moderator'), named('admin'), named('member')];
  const latest = await demo.see('thread.latest', { most: 5 });
  thread = present(latest.find((one) => !one.thread.lock)).thread.id;
}, 120_000);

/** The number at the bell. */
const newsAt = async (page: Page) => Number((await page.getByTestId('bell').innerText()).trim() || 0);

test('a reply waits: its author is told and reads it, a moderator publishes it, and it is there', async () => {
  const [desk, phone] = [await visit(browser, demo.url), await visit(browser, demo.url, { width: 360 })];
  await Promise.all([signInAs(desk, present(moderator)), signInAs(phone, present(member))]);
  const list = await desk.open('/desk/words');
  await list.getByLabel('Words, one entry a line').fill('flapdoodle*');
  await list.getByLabel('What happens').selectOption('hold');
  await list.getByRole('button', { name: 'Add to the list' }).click();
  await list.getByTestId('words').getByText('Held for a moderator').waitFor();

  const reading = await phone.open(`/t/${thread}`);
  await untilLive(reading);
  const box = reading.locator('textarea[name=text]').last();
  await box.fill('What flapdoodle this is');
  await reading.getByRole('button', { name: 'Post reply' }).click();
  const pending = reading.getByTestId('pending');
  await pending.getByRole('link', { name: 'waiting for a moderator' }).waitFor();
  expect(await box.inputValue()).toBe('');
  await pending.getByRole('link', { name: 'waiting for a moderator' }).click();
  const own = reading.getByTestId('held');
  const before = await newsAt(reading);
  await own.getByText('What flapdoodle this is').waitFor();

  const queue = await desk.open('/desk/queue');
  await queue.getByText('Filter', { exact: true }).click();
  await queue.getByLabel('Kind').selectOption('hold');
  await queue.getByRole('button', { name: 'Show' }).click();
  await queue.waitForURL(/kind=hold/);
  expect(await queue.getByTestId('review').count()).toBe(1);
  await queue.getByTestId('review').filter({ hasText: 'What flapdoodle this is' }).getByRole('link').click();
  await queue.getByText('Why it was held: words on a list').waitFor();
  await queue.getByRole('button', { name: 'Publish', exact: true }).click();
  await queue.getByTestId('history').getByText('published it').waitFor();
  // Told at once, without a look at the page again; at the bell as well.
  await reading
    .getByTestId('bell')
    .getByText(`${before + 1}`, { exact: true })
    .waitFor();
  await own.getByRole('link', { name: 'See it in the thread' }).click();
  await reading.getByTestId('posts').getByText('What flapdoodle this is').waitFor();
  expect([...desk.faults, ...phone.faults]).toEqual([]);
  await Promise.all([desk.close(), phone.close()]);
}, 120_000);

test('Complaint 12: in Spanish and without scripts, a thread waits, it is not published, and its author takes the words along', async () => {
  const looks = { locale: 'es', theme: 'dark', scripts: false, width: 360 } as const;
  const [desk, writer] = [await visit(browser, demo.url, looks), await visit(browser, demo.url, looks)];
  await Promise.all([signInAs(desk, present(moderator)), signInAs(writer, present(member))]);
  const list = await desk.open('/desk/words');
  await list.getByLabel('Palabras, una entrada por línea').fill('tonteria*');
  await list.getByLabel('Qué ocurre').selectOption('hold');
  await list.getByRole('button', { name: 'Añadir a la lista' }).click();
  await list.getByTestId('words').getByText('tonteria*').waitFor();

  const page = await writer.open('/b/attendance/new');
  await page.locator('input[name=title]').fill('Una duda del recreo');
  const fields = page.locator('textarea');
  for (let n = 0; n < (await fields.count()); n++) await fields.nth(n).fill('Qué tontería');
  await page.locator('form[method=POST] button.primary, form[method=POST] button[type=submit]').first().click();
  await page.getByRole('heading', { name: 'Mensajes en revisión' }).waitFor();
  await page.getByTestId('held').getByText('En revisión').first().waitFor();

  const queue = await desk.open('/desk/queue');
  // Where several are decided at once it is said what that means for them.
  await queue.getByText('«No incumple» los publica').waitFor();
  await queue.getByTestId('review').filter({ hasText: 'Una duda del recreo' }).getByRole('link').click();
  await queue.getByLabel('Palabras para quien lo escribió').fill('Con otras palabras, por favor.');
  await queue.getByRole('button', { name: 'No publicar' }).click();
  await queue.getByTestId('history').getByText('no lo publicó').waitFor();

  // The bell says so once, and leads there.
  const bell = await writer.open('/bell');
  const told = bell.getByTestId('decided').locator('li').filter({ hasText: 'Una duda del recreo' });
  await told.getByRole('button', { name: 'Una duda del recreo' }).click();
  await bell.getByRole('button', { name: 'Deshacer' }).waitFor();
  expect(await told.getByRole('button').count()).toBe(0);
  await told.getByRole('link', { name: 'Su mensaje no se publicó' }).click();
  await bell.getByText('Con otras palabras, por favor.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Cambiarlo e intentarlo de nuevo' }).click();
  expect(await page.locator('input[name=title]').inputValue()).toBe('Una duda del recreo');
  expect(await page.locator('textarea').first().inputValue()).toContain('Qué tontería');
  await Promise.all([desk.close(), writer.close()]);
}, 120_000);

test('an admin says what waits; a moderator reads it, and cannot change it', async () => {
  const [chief, desk] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  await Promise.all([signInAs(chief, present(admin)), signInAs(desk, present(moderator))]);
  const page = await chief.open('/desk/gates');
  await page.getByLabel('First posts by somebody new that are held').fill('9');
  await page.getByLabel('First posts by somebody new that are held').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  const seen = await desk.open('/desk/gates');
  expect(await seen.locator('dd').first().innerText()).toBe('2');
  expect(await seen.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await Promise.all([chief.close(), desk.close()]);
}, 90_000);
