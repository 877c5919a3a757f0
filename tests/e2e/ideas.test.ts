import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let members: string[];
let moderator: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  members = people.filter(({ role }) => role === 'member').map(({ name }) => name);
  moderator = people.find(({ role }) => role === 'moderator')?.name ?? '';
}, 120_000);

/** The ideas on a list, in order. */
const ideasOn = (page: Page) =>
  page
    .getByTestId('rows')
    .locator('a.title')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/')[2]));
const votes = (page: Page, title: string) =>
  page.getByTestId('rows').locator('li', { hasText: title }).getByTestId('votes');
const says = (page: Page, count: string) =>
  page.waitForFunction((wanted) => document.querySelector('[data-testid=votes]')?.textContent?.includes(wanted), count);

test('one tap votes, on the list and on the thread, live for all and in both languages; the next takes it back', async () => {
  const { rows } = await demo.see('board.get', { boardId: 'ideas', by: 'votes' });
  const idea = rows.find(({ votes: many }) => many === 6);
  if (!idea) throw new Error('no such idea in the demo network');
  const [voter, other, stranger] = [
    await visit(browser, demo.url, { width: 360 }),
    await visit(browser, demo.url, { locale: 'es', theme: 'dark' }),
    await visit(browser, demo.url),
  ];
  await signInAs(voter, 'Ana Fuentes');
  await signInAs(other, 'Marisol Vega');
  const [list, thread, open] = [
    await voter.open('/b/ideas'),
    await other.open(`/t/${idea.id}`),
    await stranger.open('/b/ideas'),
  ];
  await Promise.all([list, thread, open].map(untilLive));
  expect(await ideasOn(list)).toEqual(rows.map(({ id }) => id));
  const row = list.getByTestId('rows').locator('li', { hasText: idea.title });
  const button = row.getByRole('button', { name: /^Voted? \d+:/ });
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  await button.click();
  await says(thread, '7');
  await row.locator('button[aria-pressed=true]', { hasText: 'Voted' }).waitFor();
  await votes(list, idea.title).getByText('7').waitFor();
  await votes(open, idea.title).getByText('7 votes').waitFor();
  expect(await open.getByRole('button', { name: /^Voted? \d+:/ }).count()).toBe(0);
  // Nothing moved under the finger.
  expect(await ideasOn(list)).toEqual(rows.map(({ id }) => id));

  await thread.getByRole('button', { name: /^Votar \d+:/ }).click();
  await votes(list, idea.title).getByText('8').waitFor();
  // The same on the voter's other page.
  const theirs = await voter.open(`/t/${idea.id}`);
  await untilLive(theirs);
  await theirs.locator('button[aria-pressed=true]', { hasText: 'Voted' }).waitFor();
  await theirs.getByRole('button', { name: /^Voted? \d+:/ }).click();
  await row.locator('button[aria-pressed=false]').waitFor();
  await votes(open, idea.title).getByText('7 votes').waitFor();
  const head = await stranger.open(`/t/${idea.id}`);
  const way = head.getByRole('link', { name: 'Sign in to vote' });
  expect(await way.getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent(new URL(head.url()).pathname)}`);
  await open.getByRole('link', { name: 'Latest' }).click();
  await open.waitForURL(/by=latest/);
  const latest = await demo.see('board.get', { boardId: 'ideas' });
  expect(await ideasOn(open)).toEqual(latest.rows.map(({ id }) => id));
  expect([...voter.faults, ...other.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([voter.close(), other.close(), stranger.close()]);
}, 90_000);

test('an idea is shared and voted for without scripts; a moderator says what becomes of it, and open pages show it', async () => {
  const bare = await asNamed(browser, demo, members[2] ?? '', { scripts: false, width: 360 });
  const page = await bare.open('/b/ideas');
  await page.getByRole('link', { name: 'Share an idea' }).click();
  await page.locator('[name=title]').fill('A quiet hour');
  await page.locator('[name=text]').fill('Without any mails.');
  await page.getByRole('button', { name: 'Post idea' }).click();
  await page.getByRole('button', { name: /^Voted? \d+: A quiet hour/ }).click();
  await page.locator('button[aria-pressed=true]', { hasText: 'Voted' }).waitFor();
  const path = new URL(page.url()).pathname;
  await page.goto('/b/ideas');
  await page.getByRole('button', { name: /^Voted? \d+: A quiet hour/ }).click();
  await page.getByTestId('rows').waitFor();
  expect(await page.getByRole('button', { name: /^Voted? \d+: A quiet hour/ }).getAttribute('aria-pressed')).toBe(
    'false',
  );

  const rosa = await visit(browser, demo.url, { locale: 'en' });
  const reader = await visit(browser, demo.url, { locale: 'es', theme: 'dark', width: 360 });
  await signInAs(rosa, moderator);
  const [desk, theirs, list] = [await rosa.open(path), await reader.open(path), await reader.open('/b/ideas')];
  await Promise.all([desk, theirs, list].map(untilLive));
  await openActs(desk.locator('#post-1'));
  await desk.getByRole('link', { name: 'Moderate #1', exact: true }).click();
  await desk.getByLabel('State', { exact: true }).selectOption('planned');
  await desk.getByLabel('Why? Everybody can read this').fill('From Monday on.');
  await desk
    .getByRole('region', { name: 'What becomes of this idea' })
    .getByRole('button', { name: 'Save', exact: true })
    .click();
  await desk.getByTestId('note').getByText(`${moderator} marked this idea “Planned”: From Monday on.`).waitFor();
  await theirs.getByTestId('note').getByText(`${moderator} marcó esta idea como «Planeada»: From Monday on.`).waitFor();
  await theirs.getByTestId('idea').getByText('Planeada').waitFor();
  await list.getByTestId('rows').locator('li', { hasText: 'A quiet hour' }).getByText('Planeada').waitFor();
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([bare.close(), rosa.close(), reader.close()]);
}, 90_000);
