import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, FileChooser, Page } from 'playwright-core';
import { importLimits } from '@hearth/shared/imports/limits';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
/** Who may release it. */
let admin: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  admin = people.find(({ role }) => role === 'admin')?.name ?? '';
}, 120_000);

const table = (name: string) => `título;enlaces;licencia
Guía ${name};https://example.org/guide-${name};by
Sin licencia ${name};https://example.org/none-${name};`;

test.each([true, false])(
  'a table is looked through, released by another curator, and taken back, with scripts: %s',
  async (scripts) => {
    const name = scripts ? 'uno' : 'dos';
    const [rosa, boss] = await Promise.all([
      asNamed(browser, demo, 'Rosa Delgado', { scripts, width: 360 }),
      asNamed(browser, demo, admin, { scripts }),
    ]);
    const page = await rosa.open('/library/queue');
    await page.getByRole('link', { name: 'Bring in a table' }).click();
    const bytes = Buffer.from(`\uFEFF${table(name)}`, 'utf16le');
    await page.getByLabel('The table').setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: bytes });
    await page.getByRole('button', { name: 'Look through it' }).click();
    await page.getByRole('heading', { name: /^Looked through/ }).waitFor();
    await page.getByText('What may others do with it: is missing').waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByRole('heading', { name: /^Sent/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Release it' }).count()).toBe(0);

    const other = await boss.open('/library/import');
    await other.getByRole('link', { name: `${name}.csv` }).click();
    await other.getByRole('button', { name: 'Release it' }).click();
    const isThere = other.getByTestId('state').getByRole('heading', { name: 'In the library' });
    for (let look = 0; !scripts && look < 40 && !(await isThere.isVisible()); look++) await other.reload();
    await isThere.waitFor();
    await other.getByRole('link', { name: `Guía ${name}` }).click();
    await other.getByRole('heading', { name: `Guía ${name}` }).waitFor();
    await other.goBack();
    await other.getByRole('button', { name: 'Take it all back' }).click();
    const isGone = other.getByTestId('state').getByRole('heading', { name: 'Taken back' });
    for (let look = 0; !scripts && look < 40 && !(await isGone.isVisible()); look++) await other.reload();
    await isGone.waitFor();
    expect([...rosa.faults, ...boss.faults]).toEqual([]);
    await Promise.all([rosa.close(), boss.close()]);
  },
  120_000,
);

test('the example on the page is a table that can come', async () => {
  const rosa = await asNamed(browser, demo, 'Rosa Delgado', { locale: 'es', width: 360 });
  const page = await rosa.open('/library/import');
  const example = (await page.getByTestId('example').textContent()) ?? '';
  await page.getByLabel('O péguela aquí').fill(example);
  await page.getByRole('button', { name: 'Revisarla' }).click();
  await page.getByTestId('state').getByText('Puede entrar').waitFor();
  expect(await page.getByText('Queda fuera').count()).toBe(0);
  expect(await page.getByTestId('rows').getByRole('listitem').count()).toBe(1);
  expect(rosa.faults).toEqual([]);
  await rosa.close();
}, 60_000);

/** Once the page's scripts are there: before, the button opens nothing. */
async function chooserOf(page: Page, name: string): Promise<FileChooser> {
  for (let look = 0; look < 20; look++) {
    const opened = page.waitForEvent('filechooser', { timeout: 1_500 }).catch(() => null);
    await page.getByRole('button', { name }).click();
    const chooser = await opened;
    if (chooser) return chooser;
  }
  throw new Error('no files can be chosen');
}

test('files beside a table are sent with it, what is missing is said, and the table is changed without sending them again', async () => {
  const [rosa, boss] = await Promise.all([
    asNamed(browser, demo, 'Rosa Delgado', { locale: 'es', width: 360 }),
    asNamed(browser, demo, admin, { width: 1280 }),
  ]);
  const page = await rosa.open('/library/import');
  const beside = page.getByTestId('beside');
  const chooser = await chooserOf(page, 'Elegir archivos');
  await chooser.setFiles([
    { name: 'plan.pdf', mimeType: 'application/pdf', buffer: pdf('Plan of the year') },
    { name: 'carta.pdf', mimeType: 'application/pdf', buffer: pdf('Carta') },
    { name: 'old.doc', mimeType: 'application/msword', buffer: Buffer.from('x') },
  ]);
  await beside.getByText('formato antiguo').waitFor();
  await beside.locator('input[name=fileId]').nth(1).waitFor({ state: 'attached', timeout: 60_000 });
  await page
    .getByLabel('O péguela aquí')
    .fill('título,archivo,licencia\nPlan del año,plan.pdf,by\nCarta,carta2.pdf,by');
  // What was refused is not sent over quietly.
  await page.getByRole('button', { name: 'Revisarla' }).click();
  await beside.getByRole('button', { name: 'Quitar old.doc' }).click();
  await page.getByRole('button', { name: 'Revisarla' }).click();
  await page.getByText('Nombra carta2.pdf, que no está entre los archivos').waitFor();
  await page.getByText('Ninguna fila que pueda entrar nombra estos archivos. Se borran en un día: carta.pdf').waitFor();

  await page.getByRole('link', { name: 'Cambiar la tabla y revisarla otra vez' }).click();
  await page.getByTestId('beside-file').nth(1).waitFor();
  await page.getByLabel('O péguela aquí').fill('título,archivo,licencia\nPlan del año,plan.pdf,by\nCarta,carta.pdf,by');
  await page.getByRole('button', { name: 'Revisarla' }).click();
  await page.getByTestId('rows').getByRole('link', { name: 'carta.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Enviarla' }).click();
  await page.getByRole('heading', { name: /^Enviada/ }).waitFor();

  const other = await boss.open(new URL(page.url()).pathname);
  const saved = other.waitForEvent('download');
  await other.getByRole('link', { name: 'plan.pdf' }).click();
  expect((await saved).suggestedFilename()).toBe('plan.pdf');
  await other.getByRole('button', { name: 'Release it' }).click();
  await other.getByTestId('state').getByRole('heading', { name: 'In the library' }).waitFor();
  await other.getByRole('link', { name: 'Plan del año' }).click();
  await other.getByRole('heading', { name: 'Plan del año' }).waitFor();
  await other.getByText('plan.pdf').first().waitFor();
  expect([...rosa.faults, ...boss.faults]).toEqual([]);
  await Promise.all([rosa.close(), boss.close()]);
}, 180_000);

test('a table that is larger than a form carries is sent as files are, and read while one looks on', async () => {
  const rosa = await asNamed(browser, demo, 'Rosa Delgado', { width: 360 });
  const page = await rosa.open('/library/import');
  // Once the page's scripts are there.
  await chooserOf(page, 'Choose files');
  const rows = Array.from(
    { length: 3_000 },
    (_, n) => `Guía ${n};https://example.org/large/${n};by;${'Así lo hacemos. '.repeat(15)}`,
  );
  const buffer = Buffer.from(['título;enlaces;licencia;resumen', ...rows].join('\r\n'), 'latin1');
  expect(buffer.length).toBeGreaterThan(importLimits.bytes);
  await page.getByLabel('The table').setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Look through it' }).click();
  await page.getByRole('heading', { name: 'large.csv' }).waitFor({ timeout: 60_000 });
  await page.getByTestId('state').getByText('3000 Can come').waitFor({ timeout: 60_000 });
  await page
    .getByTestId('state')
    .getByRole('heading', { name: /^Looked through/ })
    .waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'More rows' }).click();
  await page
    .getByTestId('rows')
    .getByText(/Guía 100\b/)
    .waitFor();

  await page.getByRole('link', { name: '← Bring in a table' }).click();
  await chooserOf(page, 'Choose files');
  const none = { name: 'none.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b\n${'1,2\n'.repeat(20_000)}`) };
  await page.getByLabel('The table').setInputFiles(none);
  await page.getByRole('button', { name: 'Look through it' }).click();
  await page.getByText('The first line has to name the columns').waitFor({ timeout: 60_000 });
  expect(rosa.faults).toEqual([]);
  await rosa.close();
}, 180_000);
