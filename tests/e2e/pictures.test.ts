import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { gradient } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** Labels in each language of the site. */
const words = {
  en: {
    reply: 'Post reply',
    add: 'Add pictures',
    describe: 'What does it show?',
    undescribed: /has no description yet/,
    remove: 'Remove',
    kind: /can be JPEG, PNG, WebP or GIF/,
    heic: /Apple’s own format \(HEIC\)/,
    choose: 'Choose a picture',
    use: 'Use this picture',
    zoom: 'Zoom in',
    part: 'Part of the picture',
    gone: 'Remove picture',
  },
  es: {
    reply: 'Publicar respuesta',
    add: 'Añadir imágenes',
    describe: '¿Qué se ve?',
    undescribed: /sin descripción/,
    remove: 'Quitar',
    kind: /pueden ser JPEG, PNG, WebP o GIF/,
    heic: /formato propio de Apple \(HEIC\)/,
    choose: 'Elegir una foto',
    use: 'Usar esta foto',
    zoom: 'Acercar',
    part: 'Parte de la foto',
    gone: 'Quitar la foto',
  },
} as const;

type Locale = keyof typeof words;

let demo: Demo;
let browser: Browser;
let photo: Buffer;
let thread: string;
let members: readonly { readonly id: string; readonly name: string }[];

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  photo = await gradient(1600, 1200).jpeg().toBuffer();
  const latest = await demo.see('thread.latest', { most: 20 });
  thread = `/t/${latest.find((row) => row.thread.lastNo < 20)?.thread.id}`;
  members = await demo.see('demo.people', {});
}, 120_000);

const jpeg = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: photo });

/** As a browser does when one pastes a picture, or drops it. */
async function give(page: Page, how: 'paste' | 'drop'): Promise<void> {
  await page.getByTestId('composer').evaluate(
    (form, { kind, text }) => {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'given.jpg', { type: 'image/jpeg' }));
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      form.querySelector('textarea')?.dispatchEvent(event);
    },
    { kind: how, text: photo.toString('base64') },
  );
}

const picturesIn = (page: Page, text: string) =>
  page.getByTestId('posts').locator('li[id]', { hasText: text }).locator('.pictures');

/** Once all pictures of the post with these words have been drawn. */
async function drawn(page: Page, text: string, count: number): Promise<void> {
  const pictures = picturesIn(page, text).locator('img');
  await until(async () => (await pictures.count()) === count, `${count} pictures`);
  await pictures.first().scrollIntoViewIfNeeded();
  const isDrawn = (images: (HTMLElement | SVGElement)[]) =>
    images.every((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0);
  await until(() => pictures.evaluateAll(isDrawn), 'they are drawn');
}

async function openLarge(page: Page, text: string): Promise<void> {
  const first = picturesIn(page, text).locator('a').first();
  const large = page.getByTestId('lightbox');
  await first.focus();
  await page.keyboard.press('Enter');
  await large.waitFor();
  expect(await large.getByRole('status').innerText()).toContain('1');
  await page.keyboard.press('ArrowRight');
  await until(async () => (await large.getByRole('status').innerText()).includes('2'), 'the next one');
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  expect(await first.evaluate((link) => link === document.activeElement)).toBe(true);
}

/** Over a line that breaks at first. */
async function postsPictures(page: Page, other: Page, locale: Locale): Promise<void> {
  const [say, text] = [words[locale], `Pictures in ${locale}`];
  let sent = 0;
  await page.route('**/api/uploads/*', (route) => (sent++ === 0 ? route.abort() : route.continue()));
  const composer = page.getByTestId('composer');
  await composer
    .getByTestId('pictures-chosen')
    .locator('input[type=file]')
    .setInputFiles([jpeg('one.jpg')]);
  await give(page, 'paste');
  await give(page, 'drop');
  const tiles = composer.getByTestId('picture-chosen');
  await until(async () => (await tiles.count()) === 3, 'three of them');
  await composer.getByRole('textbox').first().fill(text);
  await composer.getByRole('button', { name: say.reply }).click();
  await composer.getByText(say.undescribed).waitFor();
  await tiles.first().getByLabel(say.describe).fill('The garden behind the gym');
  await tiles.last().getByRole('button', { name: say.remove }).click();
  await composer.getByRole('button', { name: say.reply }).click();
  await Promise.all([drawn(page, text, 2), drawn(other, text, 2)]);
  expect(sent).toBeGreaterThan(2);
  await until(async () => (await tiles.count()) === 0, 'the composer is empty');
  const shown = picturesIn(other, text).locator('img');
  expect(await shown.first().getAttribute('alt')).toBe('The garden behind the gym');
  expect(await other.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await openLarge(other, text);
}

async function isRefused(page: Page, locale: Locale): Promise<void> {
  const say = words[locale];
  const composer = page.getByTestId('composer');
  const written = composer.getByRole('textbox').first();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)]);
  await written.fill('Stays');
  await composer
    .getByTestId('pictures-chosen')
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: svg },
      { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic },
    ]);
  await composer.getByText(say.kind).waitFor();
  await composer.getByText(say.heic).waitFor();
  for (const _ of [1, 2]) await composer.getByRole('button', { name: say.remove }).first().click();
  expect(await written.inputValue()).toBe('Stays');
  await written.fill('');
}

/** With keys alone. */
async function cropsPhoto(you: Page, locale: Locale): Promise<void> {
  const say = words[locale];
  const cropper = you.getByTestId('cropper');
  await until(async () => {
    // Before scripts run nobody hears of it.
    await you.locator('input[type=file]').setInputFiles([jpeg('me.jpg')]);
    return cropper.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
  }, 'the photo is to be cropped');
  await you.getByLabel(say.part).press('ArrowLeft');
  await you.getByLabel(say.zoom).press('ArrowRight');
  await you.getByRole('button', { name: say.use }).click();
}

describe.each([
  ['en', 1280, 0],
  ['es', 360, 2],
] as const)('in %s, %d px wide', (locale, width, from) => {
  let writer: Visitor;
  let reader: Visitor;
  let page: Page;
  let other: Page;

  beforeAll(async () => {
    const looks = { locale, width, theme: locale === 'en' ? 'light' : 'dark' } as const;
    [writer, reader] = await Promise.all([visit(browser, demo.url, looks), visit(browser, demo.url, looks)]);
    await signInAs(writer, members[from]?.name ?? '');
    await signInAs(reader, members[from + 1]?.name ?? '');
    [page, other] = [await writer.open(thread), await reader.open(thread)];
    await Promise.all([untilLive(page), untilLive(other)]);
  }, 60_000);
  afterAll(async () => {
    expect([...writer.faults, ...reader.faults]).toEqual([]);
    await Promise.all([writer.close(), reader.close()]);
  });

  test(
    'pictures by button, paste and drop, over a line that breaks, described when asked, seen by others at once',
    () => postsPictures(page, other, locale),
    60_000,
  );

  test('what is no picture is refused in words, and what was written stays', () => isRefused(page, locale), 30_000);

  test('a photo stands beside every word of its person on open pages, until it is taken away', async () => {
    const own = other.getByTestId('posts').locator(`li:has(a[href="/people/${members[from]?.id}"]) .avatar`).last();
    const is = (tag: string) => until(async () => (await own.evaluate(({ tagName }) => tagName)) === tag, `a ${tag}`);
    await is('SPAN');
    const you = await writer.open('/you');
    await cropsPhoto(you, locale);
    await is('IMG');
    await other.reload();
    const isDrawn = (image: HTMLElement | SVGElement) => image instanceof HTMLImageElement && image.naturalWidth > 0;
    await until(() => own.evaluate(isDrawn), 'it is drawn');
    await untilLive(other);
    await you.getByRole('button', { name: words[locale].gone }).click();
    await is('SPAN');
    await you.close();
  }, 60_000);
});
