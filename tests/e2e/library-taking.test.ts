import { beforeAll, expect, test } from '@jest/globals';
import { threadIdOfKey } from '@hearth/server/demo/moderating';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { upload } from '../support/uploads.ts';

const threadId = threadIdOfKey('partners-1');

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** Gives a file to the discussion; the number of the post. */
async function aPost(visitor: Visitor, name: string): Promise<number> {
  const person = await personOf(visitor, demo);
  const { id: fileId } = await upload(person, pdf(name), 'attachment', `${name}.pdf`);
  const files = [{ fileId, name: `${name}.pdf` }];
  return (await person.do('post.reply', { threadId, text: `Here is our ${name}.`, files })).post.no;
}

test('c5: from a post into the library on a phone: one tap, three questions, and the two lead to each other', async () => {
  const [own, rosa] = await Promise.all([
    asNamed(browser, demo, 'Ana Fuentes', { width: 360, locale: 'es' }),
    asNamed(browser, demo, 'Rosa Delgado'),
  ]);
  const FILE = 'Partner agreement';
  const no = await aPost(own, FILE);
  const page = await own.open(`/t/${threadId}`);
  await untilLive(page);
  const post = page.locator(`#post-${no}`);
  await post.getByRole('link', { name: 'Llevarlo a la biblioteca' }).click();
  await page.getByTestId('from').getByRole('link').waitFor();
  expect(await page.getByLabel('Título', { exact: true }).inputValue()).toBe(FILE);
  await page.getByRole('checkbox', { name: /Puedo compartirlo/ }).check();
  await page.getByRole('button', { name: 'Enviar a revisión' }).click();
  await page.getByRole('heading', { name: /^Enviado/ }).waitFor();
  await page.getByTestId('part').getByText(`${FILE}.pdf`).first().waitFor();
  await page.getByTestId('from').getByRole('link').click();
  await page.locator(`#post-${no}`).getByText(`${FILE}.pdf`).waitFor();

  const queue = await rosa.open('/library/queue');
  await queue.getByRole('link', { name: FILE }).click();
  await queue.getByText('From a discussion:').waitFor();
  await queue.getByRole('button', { name: 'Publish' }).click();
  await queue.getByRole('heading', { name: 'Published' }).waitFor();
  expect([...own.faults, ...rosa.faults]).toEqual([]);
  await Promise.all([own.close(), rosa.close()]);
}, 120_000);

test('before scripts run a curator asks, and the author answers at the bell and gives it', async () => {
  const [own, rosa] = await Promise.all([
    asNamed(browser, demo, 'Ana Fuentes', { scripts: false }),
    asNamed(browser, demo, 'Rosa Delgado', { scripts: false }),
  ]);
  const no = await aPost(own, 'Letter to partners');
  const thread = await rosa.open(`/t/${threadId}`);
  await thread.locator(`#post-${no}`).getByRole('button', { name: /^More/ }).click();
  await thread.locator(`#post-${no}`).getByRole('link', { name: 'Put it into the library' }).click();
  await thread.getByRole('button', { name: 'Ask Ana Fuentes' }).click();
  await thread.getByRole('heading', { name: /^Draft/ }).waitFor();

  const bell = await own.open('/bell');
  await bell.getByRole('link', { name: /may we share it/ }).click();
  await bell.getByText('Rosa Delgado asks whether this may go into the library.').waitFor();
  await bell.getByRole('link', { name: 'Edit' }).click();
  await bell.getByRole('checkbox', { name: /I may share this/ }).check();
  await bell.getByRole('button', { name: 'Send for review' }).click();
  await bell.getByRole('heading', { name: /^Sent/ }).waitFor();

  const again = await rosa.open(`/library/propose?from=${threadId}/${no}`);
  await again.getByText('Its author has been asked already.').waitFor();
  await Promise.all([own.close(), rosa.close()]);
}, 120_000);
