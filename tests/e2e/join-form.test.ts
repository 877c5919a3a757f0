import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { PASSWORD } from '../support/person.ts';

/** A form that comes back sooner than a person can fill it in. */

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo({ HEARTH_JOIN_SECONDS: '20' }), openBrowser()]);
}, 120_000);

async function fillIn(page: Page, said: typeof EN): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  await page.getByLabel(said.name).fill('Inés Quiroga');
  await page.getByLabel(said.work).selectOption('parent');
  await page.getByLabel(said.email).fill(email);
  await page.getByLabel(said.password).fill(PASSWORD);
  return email;
}

const EN = {
  ...{ name: 'Your name', work: 'What you do', email: 'Email address', password: 'Password', join: 'Join' },
  ...{ quick: 'That was very quick', kept: 'The password you chose is kept' },
};
const ES: typeof EN = {
  ...{ name: 'Su nombre', work: 'Qué hace usted', email: 'Correo electrónico', password: 'Contraseña', join: 'Unirse' },
  ...{ quick: 'Eso fue muy rápido', kept: 'La contraseña que eligió se conserva' },
};

test.each([
  ['en', EN, true],
  ['es', ES, false],
] as const)(
  'in %s it is asked for once more with all of it kept, and one tap is enough',
  async (locale, said, scripts) => {
    const visitor = await visit(browser, demo.url, { locale, scripts, width: 360 });
    const page = await visitor.open('/sign-up');
    const opened = Date.now();
    const email = await fillIn(page, said);
    await page.getByRole('button', { name: said.join }).click();
    await page.getByText(said.quick).waitFor();
    await page.getByText(said.kept).waitFor();
    expect(await page.getByLabel(said.email).inputValue()).toBe(email);
    expect(await page.getByLabel(said.work).inputValue()).toBe('parent');
    expect(await page.content()).not.toContain(PASSWORD);
    if (scripts) {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    // As long as a person takes who looks it over.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, opened + 20_500 - Date.now())));
    await page.getByRole('button', { name: said.join }).click();
    await page.waitForURL(/\/sign-in\/code\?.*&joining$/);
    await page.getByText(email).waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  90_000,
);
