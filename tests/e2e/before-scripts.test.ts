import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { pagesOf } from '../support/pages.ts';
import { gradient } from '../support/uploads.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test('before scripts run, each button of a page deletes its own post, also several of one and the same page', async () => {
  const { pages, staff } = await pagesOf(demo.see);
  const visitor = await asNamed(browser, demo, staff, { scripts: false });
  const page = await visitor.open(pages.get('new thread') ?? '');
  await page.getByLabel('What is it about?').fill('A thread without a script');
  await page.getByLabel('Your words').fill('It stands.');
  await page.getByRole('button', { name: 'Post thread' }).click();
  for (const words of ['So does this.', 'And this is there whatever becomes of both.']) {
    await page.getByTestId('composer').getByRole('textbox').fill(words);
    await page.getByRole('button', { name: 'Post reply' }).click();
  }

  // As it is sent when a page comes back as it was, with what has been deleted since: the same number for both.
  const { action, id } = await formOf(page);
  for (const no of [2, 1]) {
    const headers = { origin: demo.url, accept: 'text/html' };
    const answer = await visitor.context.request.post(action, { form: { commandId: id, no }, headers });
    expect(answer.status()).toBe(200);
  }
  await page.reload();
  const deleted = page.getByTestId('posts').getByText('This post was deleted');
  expect(await deleted.count()).toBe(2);

  await page.getByTestId('composer').getByRole('textbox').fill('And this is new.');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await openActs(page.locator('#post-4'));
  await page.locator('#post-4').getByRole('button', { name: 'Delete' }).click();
  await deleted.nth(2).waitFor();
  await visitor.close();
}, 60_000);

const photos = {
  en: {
    choose: 'Choose a picture',
    send: 'Send',
    use: 'Use this picture',
    gone: 'Remove picture',
    heic: /Take a screenshot/,
  },
  es: {
    choose: 'Elegir una foto',
    send: 'Enviar',
    use: 'Usar esta foto',
    gone: 'Quitar la foto',
    heic: /Haga una captura/,
  },
} as const;

test.each([
  ['en', 1280],
  ['es', 360],
] as const)(
  'before scripts run one chooses a photo of oneself, in %s, and takes it away',
  async (locale, width) => {
    const [say, { staff }] = [photos[locale], await pagesOf(demo.see)];
    const visitor = await asNamed(browser, demo, staff, { scripts: false, locale, width });
    const page = await visitor.open('/you');
    const send = async (name: string, mimeType: string, buffer: Buffer) => {
      await page.getByLabel(say.choose).setInputFiles([{ name, mimeType, buffer }]);
      await page.getByRole('button', { name: say.send, exact: true }).click();
    };
    await send(
      'a.heic',
      'image/heic',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(99)]),
    );
    await page.getByText(say.heic).waitFor();
    await send('me.jpg', 'image/jpeg', await gradient(1600, 1200).jpeg().toBuffer());
    // Looks again by itself until it is ready.
    await page.getByRole('button', { name: say.use }).click({ timeout: 20_000 });
    const face = page.locator('section', { hasText: say.gone }).locator('img.avatar');
    await face.waitFor();
    expect((await visitor.context.request.get((await face.getAttribute('src')) ?? '')).status()).toBe(200);
    await page.getByRole('button', { name: say.gone }).click();
    await face.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: say.gone }).count()).toBe(0);
    await visitor.close();
  },
  60_000,
);

function formOf(page: Page): Promise<{ action: string; id: string }> {
  return page.locator('form#delete').evaluate((form: HTMLFormElement) => ({
    action: form.action,
    id: String(new FormData(form).get('commandId')),
  }));
}
