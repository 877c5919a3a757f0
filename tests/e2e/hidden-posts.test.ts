import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import { threadId } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { keepsGoing } from '../support/builders.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
let [moderator, admin]: string[] = [];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  [moderator, admin] = [named('moderator'), named('admin')];
}, 120_000);

/** Everybody of the demo network joined on one day, so that of those who report something one counts. */
const [AUTHOR, REPORTER] = ['Marisol Vega', 'Ana Fuentes'] as const;
const WORDS = 'Whoever disagrees should be ashamed';

/** Says on the page of gates what reports must weigh, as one who knows the forms without scripts. */
async function hideAt(weight: number): Promise<void> {
  const chief = await asNamed(browser, demo, present(admin), { scripts: false });
  const gates = await chief.open('/desk/gates');
  await gates.getByLabel('What reports must weigh').fill(String(weight));
  await gates.getByRole('button', { name: 'Save' }).click();
  await gates.getByText('Saved').waitFor();
  await chief.close();
}

async function aThread(): Promise<string> {
  const author = await asNamed(browser, demo, AUTHOR, { scripts: false });
  const page = await author.open('/b/families/new');
  await page.getByLabel('What is it about?').fill('A hard word');
  await page.getByLabel('Your words').fill(WORDS);
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByTestId('posts').waitFor();
  await author.close();
  return /\/t\/([0-9a-f]{16})/.exec(page.url())?.[1] ?? '';
}

const axeFaults = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(({ id }) => id);

async function report(id: string): Promise<void> {
  const reporter = await asNamed(browser, demo, REPORTER, { locale: 'es', scripts: false });
  const page = await reporter.open(`/reports/${id}/1`);
  await page.getByRole('button', { name: 'Ofensivo o acoso' }).click();
  await page.getByText('El equipo de moderación lo revisará').waitFor();
  await reporter.close();
}

test('reported by somebody whose word counts it is hidden before everybody’s eyes, and stands again once a moderator has looked', async () => {
  await hideAt(1);
  const id = await aThread();
  await keepsGoing(await personNamed(browser, demo, REPORTER), threadId.parse(id));
  const reader = await visit(browser, demo.url, { width: 360 });
  const reading = await reader.open(`/t/${id}`);
  await untilLive(reading);
  await reading.getByTestId('posts').getByText(WORDS).waitFor();
  await report(id);
  await reading.getByTestId('note').getByText('hidden until a moderator has looked').waitFor();
  expect(await reading.getByText(WORDS).count()).toBe(0);

  const author = await asNamed(browser, demo, AUTHOR, { locale: 'es', theme: 'dark', width: 360 });
  const own = await author.open('/bell');
  await own.getByRole('link', { name: 'Varias personas denunciaron un mensaje suyo' }).click();
  const told = own.getByTestId('hidden');
  await told.getByText('Motivo de las denuncias: Ofensivo o acoso').waitFor();
  expect(await told.getByRole('textbox').inputValue()).toBe(WORDS);
  expect(await axeFaults(own)).toEqual([]);

  const mo = await asNamed(browser, demo, present(moderator));
  const queue = await mo.open('/desk/queue');
  const row = queue.getByTestId('review').first();
  await row.getByText('Hidden by reports').waitFor();
  await row.getByRole('link').click();
  await queue.getByText(WORDS).waitFor();
  await queue.getByTestId('history').getByText('Hidden, because several people reported it').waitFor();
  expect(await axeFaults(queue)).toEqual([]);
  const log = await mo.open('/desk/log');
  await log.getByTestId('log').getByText('Reports hid a post by').first().waitFor();
  const feed = await mo.open('/desk');
  await feed.locator('article[data-kind=hidden]').getByText(WORDS).waitFor();
  const again = await mo.open(`/desk/queue`);
  await again.getByTestId('review').first().getByRole('link').click();
  await again.getByRole('button', { name: 'Breaks no rule' }).click();
  await reading.getByTestId('posts').getByText(WORDS).waitFor();
  expect(await reading.getByTestId('note').count()).toBe(0);
  expect([...reader.faults, ...author.faults, ...mo.faults]).toEqual([]);
  await Promise.all([reader.close(), author.close(), mo.close()]);
}, 120_000);
