import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { visit } from '../support/browser.ts';
import { openBrowser, type Visitor } from '../support/browser.ts';
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

async function say(page: Page, line: number, [day, from, to]: readonly [string, string, string]): Promise<void> {
  const hours = page.getByRole('group', { name: new RegExp(`^(Shift|Turno) ${line}$`) });
  await hours.getByRole('combobox').selectOption(day);
  const [begin, end] = [hours.getByLabel(/From|Desde/), hours.getByLabel(/Until|Hasta/)];
  await begin.fill(from);
  await end.fill(to);
}

test('moderators say when they are there, and see who covers what and when nobody does; in both languages, without scripts', async () => {
  const [mo, ada] = [
    await as(moderators[0], { scripts: false }),
    await as(moderators[1], { locale: 'es', width: 360 }),
  ];
  const page = await mo.open('/desk/rota?zone=America%2FChicago&day=2026-11-28');
  await page.getByText('Nobody has entered any hours yet').waitFor();
  await page.getByLabel('Time zone').last().selectOption('America/Chicago');
  await say(page, 1, ['6', '18:00', '22:00']);
  await say(page, 2, ['7', '08:00', '12:00']);
  await page.getByRole('button', { name: 'Save' }).click();
  // Where one was, with one's hours and as many empty lines.
  await page.waitForURL(/day=2026-11-28/);
  await page.getByText('Saved').waitFor();
  const saturday = page.getByTestId('rota').getByRole('listitem').filter({ hasText: 'Saturday, Nov 28' }).first();
  await saturday.getByText('6:00 PM – 10:00 PM').waitFor();
  await saturday
    .getByRole('list')
    .getByText(moderators[0] ?? '')
    .waitFor();
  await page.getByTestId('gaps').getByText('Saturday, Nov 28, 10:00 PM – Sunday, Nov 29, 8:00 AM').waitFor();
  expect(await page.getByRole('group', { name: /^Shift/ }).count()).toBe(5);

  // Elsewhere it is another time; one's own clocks are asked for once scripts run.
  const queue = await ada.open('/desk/queue');
  await queue.locator('nav a[href="/desk/rota?zone=America%2FNew_York"]').waitFor({ state: 'attached' });
  const turnos = await ada.open('/desk/rota?zone=America%2FNew_York&day=2026-11-28');
  await turnos.getByRole('heading', { name: 'Quién está de turno y cuándo' }).waitFor();
  await turnos
    .getByTestId('rota')
    .getByText(/^7:00.+11:00/)
    .first()
    .waitFor();
  await say(turnos, 1, ['1', '00:00', '00:00']);
  await turnos.getByRole('button', { name: 'Guardar' }).click();
  await turnos.getByRole('group', { name: 'Turno 4' }).waitFor();
  await turnos.getByTestId('rota').getByText('Todo el día').first().waitFor();

  await say(page, 1, ['', '18:00', '22:00']);
  await say(page, 2, ['', '18:00', '22:00']);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('group', { name: 'Shift 3' }).waitFor();
  expect(
    await page
      .getByTestId('rota')
      .getByText(moderators[0] ?? '')
      .count(),
  ).toBe(0);
  expect([...mo.faults, ...ada.faults]).toEqual([]);
  await Promise.all([mo.close(), ada.close()]);
}, 120_000);
