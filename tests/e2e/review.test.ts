import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let moderators: readonly string[];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  moderators = people.filter(({ role }) => role !== 'member').map(({ name }) => name);
}, 120_000);

const [AUTHOR, REPORTER, OTHER] = ['Marisol Vega', 'Ana Fuentes', 'Devon Carter'] as const;

/** What somebody started on a board, for a test of its own. */
async function aThreadBy(author: string, title: string): Promise<string> {
  const visitor = await asNamed(browser, demo, author, { scripts: false });
  const page = await visitor.open('/b/families/new');
  await page.getByLabel('What is it about?').fill(title);
  await page.getByLabel('Your words').fill(`Buy this: ${title}`);
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByTestId('posts').waitFor();
  const id = /\/t\/([0-9a-f]{16})/.exec(page.url())?.[1] ?? '';
  await visitor.close();
  return id;
}

/** On a phone, and in Spanish. */
async function twoModerators() {
  const mo = await visit(browser, demo.url, { width: 360 });
  const ada = await visit(browser, demo.url, { locale: 'es', theme: 'dark' });
  await signInAs(mo, moderators[0] ?? '');
  await signInAs(ada, moderators[1] ?? '');
  return { mo, ada, queue: await mo.open('/desk/queue'), cola: await ada.open('/desk/queue') };
}

/** By the visitor that comes back, with two taps. */
async function reportedOnAPhone(id: string): Promise<Visitor> {
  const ana = await asNamed(browser, demo, REPORTER, { width: 360 });
  const thread = await ana.open(`/t/${id}`);
  await untilLive(thread);
  await openActs(thread.locator('#post-1'));
  await thread.getByRole('link', { name: 'Report', exact: true }).click();
  await thread.getByRole('button', { name: 'Spam or advertising' }).click();
  await thread.getByText('Thank you. Moderators will look at it.').waitFor();
  return ana;
}

const rowOf = (page: Page, title: string) => page.getByTestId('review').filter({ hasText: title });

test('reported with two taps on a phone, merged, taken on before everybody’s eyes, removed, told and taken back', async () => {
  const title = 'Cheap phones here';
  const id = await aThreadBy(AUTHOR, title);
  const ana = await reportedOnAPhone(id);
  const [first, { mo, ada, queue, cola }] = [moderators[0] ?? '', await twoModerators()];
  await rowOf(cola, title).waitFor();
  // Another report of the same is the same row, and is there at once.
  const ben = await asNamed(browser, demo, OTHER, { locale: 'es', scripts: false });
  const page = await ben.open(`/reports/${id}/1`);
  await page.getByRole('button', { name: 'Spam o publicidad' }).click();
  await page.getByText('El equipo de moderación lo revisará').waitFor();
  await rowOf(cola, title).getByText('Spam o publicidad × 2').waitFor();
  await rowOf(queue, title).getByText('Spam or advertising × 2').waitFor();
  expect(await rowOf(queue, title).count()).toBe(1);

  await rowOf(queue, title).getByRole('link').click();
  await queue.getByRole('heading', { name: 'Reports (2)' }).waitFor();
  await untilLive(queue);
  await queue.getByRole('button', { name: 'Take it on' }).click();
  await queue.getByText('You are on it').waitFor();
  await rowOf(cola, title).getByText(`${first} se encarga`).waitFor();
  await rowOf(cola, title).getByRole('link').click();
  await cola.getByTestId('history').waitFor();
  await untilLive(cola);
  // What somebody else is on, nobody decides.
  expect(await cola.getByRole('button', { name: 'Retirar' }).count()).toBe(0);
  // Nor does a key do anything to it.
  await cola.getByText('Tecla: con N pasa al siguiente.').waitFor();
  expect(await cola.getByText(/con T se encarga/).count()).toBe(0);

  await queue.getByLabel('Words to the author').fill('No advertising here.');
  await queue.getByLabel('Which rule').selectOption({ index: 1 });
  const rule = await queue.getByLabel('Which rule').locator('option:checked').innerText();
  await queue.getByRole('button', { name: 'Remove', exact: true }).click();
  await queue.getByRole('button', { name: 'Undo the decision' }).waitFor();
  await cola.getByText(`${first} lo retiró`).waitFor();

  const author = await asNamed(browser, demo, AUTHOR);
  const told = await author.open('/you/standing');
  await told.getByTestId('removed').getByText('No advertising here.').waitFor();
  await told
    .getByTestId('removed')
    .getByRole('link', { name: `Rule: ${rule}` })
    .waitFor();
  expect(await told.getByTestId('removed').getByRole('textbox').inputValue()).toContain(`Buy this: ${title}`);
  expect(await told.content()).not.toMatch(new RegExp(`${REPORTER}|${OTHER}`));
  const reports = await ana.open('/reports');
  await reports.getByTestId('report').filter({ hasText: 'Removed' }).waitFor();

  await cola.getByRole('button', { name: 'Revertir la decisión' }).click();
  await queue.getByRole('button', { name: 'Remove', exact: true }).waitFor();
  await told.reload();
  expect(await told.getByTestId('removed').count()).toBe(0);
  const faults = [ana, mo, ada, ben, author].flatMap((visitor) => visitor.faults);
  expect(faults).toEqual([]);
  await Promise.all([ana, mo, ada, ben, author].map((visitor) => visitor.close()));
}, 120_000);

test('who has not seen that another one decided is told who and what, also without scripts', async () => {
  const title = 'A stale act';
  const id = await aThreadBy(AUTHOR, title);
  const [first = '', second = ''] = moderators;
  const [ana, mo, ada] = [
    await visit(browser, demo.url, { scripts: false }),
    await visit(browser, demo.url, { scripts: false }),
    await visit(browser, demo.url, { scripts: false, locale: 'es' }),
  ];
  await signInAs(ana, REPORTER);
  const report = await ana.open(`/reports/${id}/1`);
  await report.getByText('Say more first').click();
  await report.getByLabel('What moderators should know').fill('Look at the link.');
  await report.getByRole('button', { name: 'Danger or threat' }).click();
  await report.getByText(/call 911/).waitFor();

  await signInAs(mo, first);
  await signInAs(ada, second);
  const [queue, cola] = [await mo.open('/desk/queue?reason=danger'), await ada.open('/desk/queue')];
  await rowOf(queue, title).getByRole('link').click();
  await rowOf(cola, title).getByRole('link').click();
  await queue.getByTestId('reports').getByText('Look at the link.').waitFor();
  await queue.getByRole('button', { name: 'Breaks no rule' }).click();
  await queue.getByText(`${first} found that it breaks no rule`).waitFor();
  await cola.getByRole('button', { name: 'Retirar' }).click();
  await cola.getByRole('alert').getByText(`${first} ya lo cerró sin actuar`).waitFor();
  await cola.getByText(`${first} decidió que no incumple`).waitFor();
  await Promise.all([ana, mo, ada].map((visitor) => visitor.close()));
}, 90_000);

test('with the keyboard alone an item is found, noted, handed over and decided', async () => {
  const title = 'Keys alone';
  const id = await aThreadBy(AUTHOR, title);
  const [first = '', second = ''] = moderators;
  const ana = await asNamed(browser, demo, REPORTER);
  const report = await ana.open(`/reports/${id}/1`);
  await report.getByRole('button', { name: 'Something else' }).press('Enter');
  await report.getByText('Thank you.').waitFor();
  const mo = await asNamed(browser, demo, first);
  const page = await mo.open('/desk/queue');
  await rowOf(page, title).getByRole('link').press('Enter');
  await page.getByTestId('history').waitFor();
  await untilLive(page);
  await page.getByRole('button', { name: 'Take it on' }).press('Enter');
  await page.getByText('You are on it').waitFor();
  // Where a button goes, the focus goes to what can be done next.
  await page.locator('button:focus', { hasText: 'Give it back' }).waitFor();
  await page.getByLabel('Note for other moderators').fill('I wrote to them.');
  await page.getByLabel('Note for other moderators').press('Enter');
  await page.getByRole('button', { name: 'Add note' }).press('Enter');
  await page.getByTestId('history').getByText('I wrote to them.').first().waitFor();
  await page.getByText('Assign it or set a date').press('Enter');
  await page.getByLabel('To whom').selectOption({ label: second });
  await page.getByLabel('How it stands').fill('They have answered.');
  await page.getByRole('button', { name: 'Assign', exact: true }).press('Enter');
  await page.getByTestId('history').getByText(`${first} handed it over to ${second}`).waitFor();
  await page.getByLabel('Decide by').fill('2027-01-04');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByText('Decide by Mon, Jan 4').waitFor();
  await page.getByRole('button', { name: 'Breaks no rule' }).press('Enter');
  await page.getByText(`${first} found that it breaks no rule`).waitFor();
  await page.locator('button:focus', { hasText: 'Undo the decision' }).waitFor();
  const decided = page.url();
  await page.getByRole('link', { name: 'Next one' }).press('Enter');
  await page.waitForURL((url) => url.href !== decided && /^\/desk\/queue\/[0-9a-f]{16}$/.test(url.pathname));
  await page.getByRole('button', { name: /Take it on|Give it back/ }).waitFor();
  expect(mo.faults).toEqual([]);
  await Promise.all([ana, mo].map((visitor) => visitor.close()));
}, 90_000);

test('under a pointer the queue stays as it is, and says that it has changed', async () => {
  const [before, during] = ['Before one points', 'While one points'];
  const ids = [await aThreadBy(AUTHOR, before), await aThreadBy(AUTHOR, during)];
  const mo = await asNamed(browser, demo, moderators[0] ?? '');
  const page = await mo.open('/desk/queue');
  const ana = await reportedOnAPhone(ids[0] ?? '');
  await rowOf(page, before).waitFor();
  await page.getByTestId('review').first().hover();
  const ben = await reportedOnAPhone(ids[1] ?? '');
  const show = page.getByRole('button', { name: 'The list has changed – show' });
  await show.waitFor();
  expect(await rowOf(page, during).count()).toBe(0);
  await show.press('Enter');
  await rowOf(page, during).waitFor();
  expect(mo.faults).toEqual([]);
  await Promise.all([ana, ben, mo].map((visitor) => visitor.close()));
}, 90_000);
