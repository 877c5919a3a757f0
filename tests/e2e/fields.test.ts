import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
}, 30_000);

test.each([
  ['en', 'letters without accents', 'without a web address or invisible characters'],
  ['es', 'letras sin acentos', 'sin dirección de internet ni signos invisibles'],
] as const)(
  'R13: in %s a refused form marks its fields and says what is wrong with each',
  async (locale, address, school) => {
    const visitor = await visit(browser, demo.url, { locale, scripts: false, width: 360 });
    const page = await visitor.open('/sign-up');
    await page.locator('input[name=name]').fill('Nobody Yet');
    await page.locator('select[name=work]').selectOption('parent');
    await page.locator('input[name=email]').fill('josé@school.example');
    await page.locator('main form button').last().click();
    const marked = () =>
      page
        .locator('[aria-invalid=true]')
        .evaluateAll((fields) =>
          fields.map((field) => [
            field.getAttribute('name'),
            document.getElementById(field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent,
          ]),
        );
    expect(await marked()).toEqual([['email', expect.stringContaining(address)]]);
    await page.locator('input[name=email]').fill('nobody@school.example');
    await page.locator('input[name=school]').fill('River\u200bbend');
    await page.locator('main form button').last().click();
    expect(await marked()).toEqual([['school', expect.stringContaining(school)]]);
    expect(await page.locator('input[name=email]').inputValue()).toBe('nobody@school.example');
    await visitor.close();
  },
  60_000,
);
