import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import { privacyError } from '@hearth/shared/privacy/errors';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { joinDemo } from '../support/joining.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    download: 'Download my data',
    erase: 'Erase my account',
    confirm: 'Type your email address to confirm',
    last: 'Erase my account permanently',
  },
  es: {
    download: 'Descargar mis datos',
    erase: 'Borrar mi cuenta',
    confirm: 'Escriba su correo electrónico para confirmar',
    last: 'Borrar mi cuenta para siempre',
  },
} as const;

test.each([
  ['en', 'light', 1280],
  ['es', 'dark', 360],
] as const)(
  'somebody in %s takes their data along and leaves',
  async (locale, theme, width) => {
    const person = await joinDemo(demo.url, { name: 'Lena Goodbye', work: 'parent', languages: [locale], locale });
    const email = (await person.see('account.me', {})).me?.email ?? '';
    const visitor = await visit(browser, demo.url, { locale, theme, width });
    const [name = '', value = ''] = (person.cookie ?? '').split('=', 2);
    await visitor.context.addCookies([{ name, value, url: demo.url }]);
    const page = await visitor.open('/you');
    const said = words[locale];

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: said.download }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^hearth-\d{4}-\d\d-\d\d\.json$/);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ profile: { email } });

    await page.locator('summary', { hasText: said.erase }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.getByLabel(said.confirm).fill('somebody@example.org');
    await page.getByRole('button', { name: said.last }).click();
    await page.getByRole('alert').first().waitFor();
    await page.locator('summary', { hasText: said.erase }).waitFor();
    await page.getByLabel(said.confirm).fill(email);
    await page.getByRole('button', { name: said.last }).click();
    await page.waitForURL(/\?left&erased$/);
    expect((await person.see('account.me', {})).me).toBeNull();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test('H9: data that takes a while is waited for calmly, and a refusal is told in words', async () => {
  const person = await joinDemo(demo.url, { name: 'Pia Patient', work: 'parent', languages: ['es'], locale: 'es' });
  const visitor = await visit(browser, demo.url, { locale: 'es', width: 360 });
  const [name = '', value = ''] = (person.cookie ?? '').split('=', 2);
  await visitor.context.addCookies([{ name, value, url: demo.url }]);
  const page = await visitor.open('/you');
  const link = page.getByRole('link', { name: words.es.download });
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const refused = (reason: keyof typeof privacyError.reasons, params = {}) => ({
    json: { ok: false, error: privacyError(reason, { params }).wire },
  });
  await page.route(
    '**/you/data.json',
    async (route) => {
      await held;
      await route.fulfill({ status: 503, ...refused('export-under-way') });
    },
    { times: 1 },
  );
  const download = page.waitForEvent('download');
  await link.click();
  await page.getByRole('status').filter({ hasText: 'Se están preparando sus datos' }).waitFor();
  goOn();
  expect((await download).suggestedFilename()).toMatch(/^hearth-.*\.json$/);
  await page.getByRole('status').filter({ hasText: 'Se están preparando' }).waitFor({ state: 'detached' });

  await page.route('**/you/data.json', (route) =>
    route.fulfill({ status: 429, ...refused('too-many-exports', { most: 3, minutes: 42 }) }),
  );
  await link.click();
  await page.getByRole('alert').filter({ hasText: 'Inténtelo de nuevo en 42 minutos' }).waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);
