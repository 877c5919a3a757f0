import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { visit } from '../support/browser.ts';
import { openBrowser, untilLive, type Visitor } from '../support/browser.ts';
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

async function as(name: string | undefined, looks: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  return asNamed(browser, demo, name ?? '', looks);
}

/** Threads of these titles, each reported once. */
async function reported(titles: readonly string[]): Promise<string[]> {
  const [author, reporter] = [
    await as('Marisol Vega', { scripts: false }),
    await as('Ana Fuentes', { scripts: false }),
  ];
  const ids: string[] = [];
  for (const title of titles) {
    const page = await author.open('/b/families/new');
    await page.getByLabel('What is it about?').fill(title);
    await page.getByLabel('Your words').fill(`Buy this: ${title}`);
    await page.getByRole('button', { name: 'Post thread' }).click();
    await page.getByTestId('posts').waitFor();
    const id = /\/t\/([0-9a-f]{16})/.exec(page.url())?.[1] ?? '';
    const report = await reporter.open(`/reports/${id}/1`);
    await report.getByRole('button', { name: 'Spam or advertising' }).click();
    await report.getByText('Thank you. Moderators will look at it.').waitFor();
    ids.push(id);
  }
  await Promise.all([author.close(), reporter.close()]);
  return ids;
}

const boxOf = (page: Page, title: string) => page.getByRole('checkbox', { name: new RegExp(title) });

test('several are removed together by keyboard; what somebody was quicker with is said by its name; all of it is taken back', async () => {
  const titles = ['Cheap pens', 'Cheap chalk', 'Cheap maps'];
  const [pens = ''] = await reported(titles);
  const [mo, ada] = [await as(moderators[0]), await as(moderators[1], { scripts: false })];
  // Nothing tells this page what the other one does.
  const queue = await ada.open('/desk/queue');
  for (const title of titles) await boxOf(queue, title).check();

  const quick = await mo.open('/desk/queue');
  await quick.getByText('Selected: 0').waitFor();
  await boxOf(quick, 'Cheap maps').focus();
  await quick.keyboard.press('Space');
  await quick.getByText('Selected: 1').waitFor();
  await quick.getByRole('button', { name: 'Take it on' }).press('Enter');
  await quick.getByTestId('many').getByText('Taken on: 1').waitFor();

  await queue.getByText('Remove…').click();
  await queue.getByLabel('Words to the author').fill('No advertising.');
  await queue.getByLabel('Which rule').selectOption({ index: 1 });
  await queue.getByRole('button', { name: 'Remove', exact: true }).click();
  const done = queue.getByTestId('many');
  await done.getByText('Removed: 2').waitFor();
  await done.getByRole('alert').getByText(`Cheap maps: ${moderators[0]} is working on this`).waitFor();
  const author = await as('Marisol Vega');
  const told = await author.open('/you/standing');
  expect(await told.getByTestId('removed').getByText('No advertising.').count()).toBe(2);

  await done.getByRole('button', { name: 'Undo all' }).click();
  await queue.getByTestId('many').getByText('Undone: 2').waitFor();
  await boxOf(queue, 'Cheap pens').waitFor();
  expect((await (await author.open(`/t/${pens}`)).locator('#post-1').innerText()).includes('Buy this')).toBe(true);
  // What was taken on is given back.
  await quick.getByRole('button', { name: 'Undo all' }).click();
  await quick.getByTestId('many').getByText('Undone: 1').waitFor();
  expect([...mo.faults, ...ada.faults, ...author.faults]).toEqual([]);
  await Promise.all([mo, ada, author].map((visitor) => visitor.close()));
}, 120_000);

test('all that is shown is closed at once, on a phone and in Spanish; with nothing marked nothing happens', async () => {
  await reported(['Cheap bags', 'Cheap hats']);
  const [mo, ada] = [
    await as(moderators[0], { locale: 'es', width: 360, theme: 'dark' }),
    await as(moderators[1], { scripts: false }),
  ];
  const empty = await ada.open('/desk/queue?reason=spam');
  await empty.getByRole('button', { name: 'Breaks no rule' }).click();
  await empty.getByText('Nothing is selected.').waitFor();
  expect(empty.url()).toContain('reason=spam');

  const cola = await mo.open('/desk/queue?reason=spam');
  await cola.getByText('Marcados: 0').waitFor();
  const open = await cola.getByTestId('review').count();
  const [all, first] = [
    cola.getByRole('button', { name: 'Marcar todos o ninguno' }),
    cola.getByTestId('review').first(),
  ];
  expect((await all.boundingBox())?.y).toBeLessThan((await first.boundingBox())?.y ?? 0);
  await all.click();
  await cola.getByText(`Marcados: ${open}`).waitFor();
  await cola.getByRole('button', { name: 'No incumple' }).click();
  await cola.getByText(`Cerrados, no incumplen: ${open}`).waitFor();
  // However far down it was pressed, one reads what became of it.
  await cola.locator('[data-testid=many]:focus').waitFor();
  // All of it stands where it stood.
  await cola
    .getByTestId('review')
    .getByText('Cerrado: no incumple')
    .nth(open - 1)
    .waitFor();
  expect(await cola.getByTestId('review').getByRole('checkbox').count()).toBe(0);
  await cola.getByRole('button', { name: 'Revertirlo todo' }).click();
  await cola.getByText(`Revertidos: ${open}`).waitFor();
  await boxOf(cola, 'Cheap hats').waitFor();
  expect([...mo.faults, ...ada.faults]).toEqual([]);
  await Promise.all([mo.close(), ada.close()]);
}, 120_000);

test('by keys: down and up, chosen, opened and taken on; while somebody writes they are letters', async () => {
  await reported(['Cheap cups', 'Cheap mugs']);
  const mo = await as(moderators[0]);
  const page = await mo.open('/desk/queue?author=Marisol Vega');
  await page.getByText('Selected: 0').waitFor();
  const links = page.getByTestId('review').getByRole('link');
  const isAt = async (n: number) =>
    expect(await links.nth(n).evaluate((link) => link === document.activeElement)).toBe(true);
  for (const [key, n] of [
    ['j', 0],
    ['j', 1],
    ['k', 0],
    ['k', 0],
    ['j', 1],
  ] as const) {
    await page.keyboard.press(key);
    await isAt(n);
  }
  await page.keyboard.press('x');
  await page.getByText('Selected: 1').waitFor();
  const field = page.getByLabel('Written by');
  await field.press('j');
  expect(await field.inputValue()).toBe('jMarisol Vega');
  await links.nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/queue\/[0-9a-f]{16}$/);
  await page.getByRole('button', { name: 'Take it on' }).waitFor();
  await page.getByLabel('Note for other moderators').press('t');
  expect(await page.getByRole('button', { name: 'Take it on' }).count()).toBe(1);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Give it back' }).waitFor();

  // Whoever speaks to their device has letters pressed that nobody meant.
  const item = page.url();
  await page.goto(`${demo.url}/you`);
  await page.getByRole('button', { name: 'Turn off single-letter keys' }).click();
  await page.getByRole('button', { name: 'Turn on single-letter keys' }).waitFor();
  await page.goto(item);
  await untilLive(page);
  await page.keyboard.press('t');
  await page.getByLabel('Note for other moderators').fill('Still here');
  expect(await page.getByRole('button', { name: 'Give it back' }).count()).toBe(1);
  expect(mo.faults).toEqual([]);
  await mo.close();
}, 90_000);

/** The words and the place of each row. */
async function placesOf(page: Page): Promise<readonly (readonly [string, number])[]> {
  const read = (rows: readonly Element[]) =>
    rows.map((row) => [row.querySelector('a')?.textContent ?? '', row.getBoundingClientRect().top] as const);
  return page.getByTestId('review').evaluateAll(read);
}

/** Browsers lay out in parts of a pixel. */
function expectSame(now: Awaited<ReturnType<typeof placesOf>>, before: typeof now): void {
  expect(now.map(([said]) => said)).toEqual(before.map(([said]) => said));
  expect(Math.max(...now.map(([, top], place) => Math.abs(top - (before[place]?.[1] ?? NaN))))).toBeLessThan(0.5);
}

test.each([360, 1280])(
  'what one decides stays in its place and can be taken back there, what another one decides leaves; at %s px',
  async (width) => {
    const title = (what: string) => `Cheap ${what} ${width}`;
    await reported(['lamps', 'desks', 'beds', 'rugs'].map(title));
    const [mo, ada] = [await as(moderators[0], { width }), await as(moderators[1], { scripts: false })];
    const page = await mo.open('/desk/queue?author=Marisol Vega');
    await page.getByText('Selected: 0').waitFor();
    const rowOf = (what: string) => page.getByTestId('review').filter({ hasText: title(what) });
    await rowOf('lamps').getByRole('link').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('Selected: 1').waitFor();
    const button = page.getByRole('button', { name: 'Breaks no rule' });
    await button.focus();
    const before = await placesOf(page);
    await button.press('Enter');
    await rowOf('desks').getByText('Closed: breaks no rule').waitFor();
    const undo = rowOf('desks').getByRole('button', { name: `Undo: ${title('desks')}` });
    await undo.and(page.locator(':focus')).waitFor();
    expectSame(await placesOf(page), before);
    expect(await rowOf('desks').getByRole('checkbox').count()).toBe(0);
    // The keys go on from where one was.
    await page.keyboard.press('j');
    await rowOf('beds').getByRole('link').and(page.locator(':focus')).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );

    const other = await ada.open('/desk/queue');
    await boxOf(other, title('rugs')).check();
    await other.getByRole('button', { name: 'Breaks no rule' }).click();
    await other.getByText('Closed, they break no rule: 1').waitFor();
    await rowOf('rugs').waitFor({ state: 'detached' });
    expect((await placesOf(page)).map(([said]) => said)).toEqual(
      before.map(([said]) => said).filter((said) => !said.includes(title('rugs'))),
    );

    await undo.click();
    await boxOf(page, title('desks')).waitFor();
    await rowOf('desks').getByRole('link').and(page.locator(':focus')).waitFor();
    await boxOf(page, title('desks')).check();
    await page.getByRole('button', { name: 'Breaks no rule' }).click();
    await undo.waitFor();
    await page.reload();
    await page.getByText('Selected: 0').waitFor();
    expect(await rowOf('desks').count()).toBe(0);
    expect([...mo.faults, ...ada.faults]).toEqual([]);
    await Promise.all([mo.close(), ada.close()]);
  },
  120_000,
);
