import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

async function choose(page: Page, name: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/pdf', buffer: pdf(name) });
  await page.getByTestId('part').getByLabel('Name of the file').waitFor();
}

async function propose(phone: Page, title: string): Promise<string> {
  await untilLive(phone);
  await phone.getByRole('link', { name: 'Share something' }).click();
  await phone.getByLabel('Title', { exact: true }).fill(title);
  await phone.locator('select[name=kind]').selectOption('template');
  await choose(phone, 'bus-letter.pdf');
  await phone.getByRole('checkbox', { name: /I may share this/ }).check();
  await phone.getByRole('button', { name: 'Send for review' }).click();
  await phone.getByRole('heading', { name: /^Sent/ }).waitFor();
  await untilLive(phone);
  return new URL(phone.url()).pathname.slice(0, '/library/0123456789abcdef'.length);
}

/** A curator asks for a change on the desktop; it is made on the phone, and published. */
async function review(queue: Page, phone: Page, title: string): Promise<void> {
  await queue.getByRole('link', { name: title }).click();
  await queue.getByLabel('Why?').first().fill('Which grades is it for?');
  await queue.getByRole('button', { name: 'Ask for a change' }).click();
  await phone.getByTestId('state').getByText('Which grades is it for?').waitFor();
  await phone.getByRole('link', { name: 'Edit' }).click();
  await phone.getByText(/^So that others find it/).click();
  await phone.getByRole('checkbox', { name: /^Kindergarten to/ }).check();
  await phone.getByTestId('part').getByLabel('Name of the file').waitFor();
  await phone.getByRole('button', { name: 'Send for review' }).click();
  await phone.getByRole('heading', { name: /^Sent/ }).waitFor();
  await queue.getByRole('button', { name: 'Publish' }).click();
  await queue.getByRole('heading', { name: 'Published' }).waitFor();
}

async function report(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'We tried it' }).click();
  const form = page.getByTestId('report');
  await form.getByRole('radio', { name: 'Worked', exact: true }).check();
  await form.getByLabel('School level').selectOption('elementary');
  await form.getByLabel('Where the school is').selectOption('rural');
  await form.getByLabel('In one sentence').fill('Eleven families wrote back in a week.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await page.getByTestId('trials').getByText('Eleven families wrote back in a week.').waitFor();
}

async function ask(page: Page, address: string): Promise<void> {
  await page.locator('[name=title]').fill('Who has the bus letter in Somali?');
  await page.locator('[name=text]').fill(`We use this one: ${address}`);
  await page.locator('form[method=POST] button[type=submit]').last().click();
  await page.waitForURL(/\/t\//);
}

/** The owner sends another file; whoever reads the one before goes on reading it, and is told. */
async function renew(phone: Page, queue: Page, reader: Page): Promise<void> {
  await phone.getByRole('link', { name: 'Send a new version' }).click();
  await choose(phone, 'bus-letter-shorter.pdf');
  await phone.getByLabel('What has changed?').fill('Half as long');
  await phone.getByRole('button', { name: 'Send the new version' }).click();
  await phone.getByRole('heading', { name: 'Version 2 waits for a curator' }).waitFor();
  await queue.reload();
  await queue.getByTestId('proposed').getByText('Half as long').waitFor();
  await queue.getByRole('button', { name: 'Make it current' }).click();
  await reader
    .getByTestId('other-version')
    .getByText(/A newer version is here/)
    .waitFor();
  await reader.getByTestId('parts').getByText('bus-letter.pdf', { exact: true }).waitFor();
}

test('what a coordinator gives from a phone is asked about, published, tried in another state, talked about, and made better', async () => {
  const title = 'A letter about the bus';
  const [ana, rosa, devon] = await Promise.all([
    asNamed(browser, demo, 'Ana Fuentes', { width: 360 }),
    asNamed(browser, demo, 'Rosa Delgado'),
    asNamed(browser, demo, 'Devon Carter'),
  ]);
  const phone = await ana.open('/library');
  const begun = performance.now();
  const address = await propose(phone, title);
  console.log(`from the library to what was sent: ${((performance.now() - begun) / 1_000).toFixed(1)} s, by a script`);
  const queue = await rosa.open('/library/queue');
  await review(queue, phone, title);

  await report(await devon.open(address));
  const page = await devon.open('/b/attendance/new');
  await ask(page, address);
  const reader = await devon.open(address);
  const discussed = reader.getByTestId('discussed').getByRole('link', { name: 'Who has the bus letter in Somali?' });
  await until(async () => {
    await reader.reload();
    return discussed.isVisible();
  }, 'it is named there');
  await untilLive(reader);
  await reader
    .getByTestId('entry-counts')
    .getByText(/1 school/)
    .waitFor();

  await phone.goto(`${demo.url}${address}`);
  await renew(phone, queue, reader);
  expect([...ana.faults, ...rosa.faults, ...devon.faults]).toEqual([]);
  await Promise.all([ana, rosa, devon].map((one) => one.close()));
}, 240_000);
