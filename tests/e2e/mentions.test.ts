import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

/** Naming people in what one writes. */

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test.each([
  ['en', 1280, /cannot read this board/],
  ['es', 360, /no puede leer este foro/],
] as const)(
  'an @ offers people, keys choose, and who cannot read it is named before it is posted (%s, %i px)',
  async (locale, width, cannot) => {
    const people = await demo.see('demo.people', {});
    const boss = present(people.find(({ role }) => role === 'admin'));
    const member = present(people.find(({ role }) => role === 'member'));
    const visitor = await asNamed(browser, demo, boss.name, { locale, width });
    const page = await visitor.open('/b/desk/new');
    const field = page.locator('textarea');
    await field.focus();
    await page.getByTestId('tools').waitFor();
    const begin = member.name.slice(0, 4);
    await field.pressSequentially(`Please ask @${begin}`);
    const list = page.getByTestId('mentions');
    await list.getByRole('option', { name: new RegExp(member.name) }).waitFor();
    await field.press('Escape');
    await list.waitFor({ state: 'detached' });
    await field.press('Backspace');
    await list.getByRole('option', { name: new RegExp(member.name) }).click();
    expect(await field.inputValue()).toBe(`Please ask [@${member.name}](/people/${member.id}) `);
    await page.getByTestId('mentioned').getByText(cannot).waitFor();
    await page.locator('input[name=title]').fill('Who takes the late shift');
    await page.locator('form:has(textarea) button[type=submit].primary').click();
    await page.waitForURL(/\/t\//);
    await page
      .getByTestId('posts')
      .getByRole('link', { name: `@${member.name}` })
      .click();
    await page.waitForURL(new RegExp(`/people/${member.id}`));
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test('in a reply the first who is offered is taken by Enter, and an owner is told how many a group is', async () => {
  const people = await demo.see('demo.people', {});
  const boss = present(people.find(({ role }) => role === 'admin'));
  const visitor = await asNamed(browser, demo, boss.name);
  const [latest] = await demo.see('thread.latest', { most: 1 });
  const page = await visitor.open(`/t/${latest?.thread.id}`);
  const field = page.getByTestId('composer').locator('textarea');
  await field.focus();
  await page.getByTestId('tools').waitFor();
  await field.pressSequentially('Dear @Coord');
  await page.getByTestId('mentions').getByRole('option').first().waitFor();
  await field.press('Enter');
  expect(await field.inputValue()).toMatch(/^Dear \[@[^\]]+\]\(\/groups\/[0-9a-f]{16}\) $/);
  await page
    .getByTestId('mentioned')
    .getByText(/this notifies \d+ people/)
    .waitFor();
  await visitor.close();
}, 60_000);
