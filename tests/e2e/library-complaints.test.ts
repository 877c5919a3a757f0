import { beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test.each([
  ['en', true, 'family-survey'],
  ['es', false, 'way-finder'],
] as const)(
  'in %s, with scripts: %s: a stranger reports on a phone, a curator hides it',
  async (locale, scripts, key) => {
    const path = `/library/${entryIdOfKey(key)}`;
    const [stranger, rosa] = await Promise.all([
      visit(browser, demo.url, { locale, scripts, width: 360 }),
      asNamed(browser, demo, 'Rosa Delgado', { scripts }),
    ]);
    const page = await stranger.open(path);
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('link', { name: /^(Report a rights|Avisar de un problema)/ }).click();
    await page.getByLabel(/^(What is wrong|¿Qué ocurre)/).selectOption('privacy');
    await page.getByLabel(/^(What should we know|¿Qué debemos saber)/).fill('My daughter is in the second picture.');
    await page.getByLabel(/^(How can we reach|¿Cómo podemos)/).fill('mara@example.org');
    await page.getByRole('button', { name: /^(Send|Enviar)$/ }).click();
    await page.getByRole('heading', { name: /^(Thank you|Gracias)/ }).waitFor();

    const queue = await rosa.open('/library/queue');
    await queue.getByRole('link', { name: /^Rights and privacy: [1-9]/ }).click();
    const card = queue.getByRole('listitem').filter({ hasText: title });
    await card.getByText('Can be reached at mara@example.org').waitFor();
    // It can stay, and after all it cannot.
    await card.getByRole('button', { name: /^It can stay/ }).click();
    await card.waitFor({ state: 'detached' });
    await queue.getByTestId('kept').getByRole('button', { name: 'Undo' }).click();
    await card.getByText('Can be reached at mara@example.org').waitFor();
    expect(await queue.getByTestId('kept').count()).toBe(0);
    await card.getByLabel(/^Why\?/).fill('A child can be seen.');
    await card.getByRole('button', { name: /^Hide it/ }).click();
    await card.waitFor({ state: 'detached' });

    const answer = await stranger.open(path);
    await answer
      .getByText(/(This is being looked at|Se está revisando|se revisa)/i)
      .first()
      .waitFor();
    expect(await answer.getByText('A child can be seen.').count()).toBe(0);
    expect([...stranger.faults, ...rosa.faults]).toEqual([]);
    await Promise.all([stranger.close(), rosa.close()]);
  },
  120_000,
);
