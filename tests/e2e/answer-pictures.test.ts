import { beforeAll, expect, test } from '@jest/globals';
import type { RoomId } from '@hearth/shared/rooms/entity';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, untilLive, visit, type Looks, type Visitor } from '../support/browser.ts';
import { aRoom } from '../support/builders.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

const words = {
  en: {
    said: 'What was said, in one line',
    answered: 'Mark as answered',
    next: /^Next question/,
    describe: 'What does it show?',
    undescribed: /has no description yet/,
    write: 'Write an answer',
    heic: /Take a screenshot of it/,
    remove: 'Remove',
  },
  es: {
    said: 'Lo que se dijo, en una línea',
    answered: 'Marcar como respondida',
    next: /^Siguiente pregunta/,
    describe: '¿Qué se ve?',
    undescribed: /sin descripción/,
    write: 'Escribir una respuesta',
    heic: /Haga una captura de pantalla/,
    remove: 'Quitar',
  },
} as const;

let demo: Demo;
let browser: Browser;
let photo: Buffer;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  photo = await gradient(1600, 1200).jpeg().toBuffer();
}, 120_000);

async function somebody(role: 'admin' | 'member', looks: Looks): Promise<{ visitor: Visitor; person: Person }> {
  const one = (await demo.see('demo.people', {})).find((person) => person.role === role);
  const visitor = await asNamed(browser, demo, present(one).name, looks);
  const person = await personOf(visitor, demo);
  return { visitor, person };
}

async function enter(visitor: Visitor, roomId: RoomId): Promise<Page> {
  const page = await visitor.open(`/rooms/${roomId}`);
  await untilLive(page);
  return page;
}

const jpeg = { name: 'map.jpg', mimeType: 'image/jpeg' };

/** As a browser does when one pastes a picture, or drops it. */
async function give(form: Locator, how: 'paste' | 'drop'): Promise<void> {
  await form
    .getByRole('textbox')
    .last()
    .evaluate(
      (field, { kind, text }) => {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], 'given.jpg', { type: 'image/jpeg' }));
        const means = { bubbles: true, cancelable: true };
        const event =
          kind === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, ...means })
            : new DragEvent('drop', { dataTransfer: data, ...means });
        field.dispatchEvent(event);
      },
      { kind: how, text: photo.toString('base64') },
    );
}

/** Once so many pictures below this question have been drawn. */
async function drawn(page: Page, question: string, count: number): Promise<Locator> {
  const shown = page.getByTestId('answered').getByTestId('question').filter({ hasText: question }).locator('.pictures');
  const images = shown.locator('img');
  await until(async () => (await images.count()) === count, `${count} pictures`);
  await images.first().scrollIntoViewIfNeeded();
  const areDrawn = (all: (HTMLElement | SVGElement)[]) =>
    all.every((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0);
  await until(() => images.evaluateAll(areDrawn), 'they are drawn');
  return shown;
}

/** Pictures by all three ways; described when asked. */
async function answersWithPictures(page: Page, say: (typeof words)['en' | 'es']): Promise<void> {
  const note = page.getByTestId('answer-note');
  await note.locator('input[type=file]').setInputFiles([{ ...jpeg, buffer: photo }]);
  await give(note, 'paste');
  await give(note, 'drop');
  const tiles = note.getByTestId('picture-chosen');
  await until(async () => (await tiles.count()) === 3, 'three of them');
  await note.getByLabel(say.said).fill('Here is the map.');
  await note.getByRole('button', { name: say.answered }).click();
  await note.getByText(say.undescribed).waitFor();
  await tiles.first().getByLabel(say.describe).fill('A map of the bus stops');
  await tiles.last().getByRole('button', { name: say.remove }).click();
  await note.getByRole('button', { name: say.answered }).click();
}

test.each([
  ['en', 'light', 1280],
  ['es', 'dark', 360],
] as const)(
  'in %s a host answers with pictures, by button, paste and drop; the asker sees them at once, and opens them large',
  async (locale, theme, width) => {
    const say = words[locale];
    const host = await somebody('admin', { locale, theme, width });
    const asker = await somebody('member', { locale, theme, width });
    const { id: roomId } = await aRoom(host.person);
    const ask = (text: string) => asker.person.do('question.ask', { roomId, text, anonymous: true });
    const { question } = await ask('Where does the late bus stop?');
    await ask('Who drives it?');
    await host.person.do('question.answer-now', { roomId, questionId: question.id, replaces: null });
    const [page, other] = [await enter(host.visitor, roomId), await enter(asker.visitor, roomId)];
    await answersWithPictures(page, say);
    const shown = await drawn(other, 'Where does the late bus stop?', 2);
    await drawn(page, 'Where does the late bus stop?', 2);
    expect(await shown.locator('img').first().getAttribute('alt')).toBe('A map of the bus stops');
    expect(await other.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

    await shown.locator('a').first().click();
    await other.getByTestId('lightbox').waitFor();
    await other.keyboard.press('Escape');
    await other.getByTestId('lightbox').waitFor({ state: 'detached' });

    // Before scripts run they are there, as links to their large form.
    const plain = await visit(browser, demo.url, { locale, theme, width, scripts: false });
    const link = (await plain.open(`/rooms/${roomId}`)).getByTestId('answered').locator('.pictures a').first();
    expect((await plain.context.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(200);
    expect([...host.visitor.faults, ...asker.visitor.faults, ...plain.faults]).toEqual([]);
    await Promise.all([host.visitor, asker.visitor, plain].map((one) => one.close()));
  },
  90_000,
);

test('a host who goes on to the next question sends the pictures along, and one that cannot be shown keeps its field', async () => {
  const say = words.en;
  const { visitor, person } = await somebody('admin', {});
  const { id: roomId } = await aRoom(person);
  const asker = await somebody('member', {});
  for (const text of ['First?', 'Second?']) await asker.person.do('question.ask', { roomId, text, anonymous: false });
  const page = await enter(visitor, roomId);
  const next = page.getByTestId('host-bar').getByRole('button', { name: say.next });
  await next.click();
  const note = page.getByTestId('answer-note');
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)]);
  await note.locator('input[type=file]').setInputFiles([
    { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic },
    { ...jpeg, buffer: photo },
  ]);
  const tiles = note.getByTestId('picture-chosen');
  await tiles.first().getByText(say.heic).waitFor();
  await tiles.first().getByRole('button', { name: say.remove }).click();
  await tiles.first().getByLabel(say.describe).fill('A map');
  await next.click();
  await drawn(page, 'First?', 1);
  await page.getByTestId('now').getByText('Second?').waitFor();
  expect(await tiles.count()).toBe(0);

  // When time is over an answer is written below its question.
  await page.getByTestId('now').waitFor();
  await person.do('room.end', { roomId });
  const open = page.getByTestId('open').getByTestId('question').filter({ hasText: 'Second?' });
  await open.getByText(say.write).click();
  await open.locator('input[type=file]').setInputFiles([{ ...jpeg, buffer: photo }]);
  await open.getByLabel(say.describe).fill('A bus');
  await open.getByRole('button', { name: say.answered }).click();
  await drawn(page, 'Second?', 1);
  expect([...visitor.faults, ...asker.visitor.faults]).toEqual([]);
  await Promise.all([visitor.close(), asker.visitor.close()]);
}, 90_000);
