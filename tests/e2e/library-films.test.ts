import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { mp4 } from '../support/films.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { anEntry } from '../support/library.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let film: Buffer;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  film = await recorded();
}, 120_000);

/** Some seconds of a moving square, as a browser records them. */
async function recorded(): Promise<Buffer> {
  const visitor = await visit(browser, demo.url);
  const page = await visitor.open('/library');
  await untilLive(page);
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 90];
    const paint = canvas.getContext('2d');
    const moving = setInterval(() => paint?.fillRect(Math.random() * 150, Math.random() * 80, 10, 10), 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    recorder.stop();
    await ended;
    clearInterval(moving);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  await visitor.close();
  return Buffer.from(base64, 'base64');
}

const SRT = '1\n00:00:00,000 --> 00:00:01,000\nGood morning\n\n2\n00:00:01,000 --> 00:00:03,000\nLet us begin\n';

async function choose(page: Page, button: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.getByRole('button', { name: button }).waitFor();
  await page.getByLabel(button, { exact: true }).and(page.locator('input')).setInputFiles(file);
}

const timeOf = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
const modesOf = (page: Page) =>
  page.locator('video').evaluate((video: HTMLVideoElement) => [...video.textTracks].map(({ mode }) => mode));

test('a film is given with captions, whose faults say their line; it is played, read beside and remembered', async () => {
  const ana = await asNamed(browser, demo, 'Ana Fuentes', { width: 360 });
  const page = await ana.open('/library/propose');
  await page.getByLabel('Title', { exact: true }).fill('How we begin a meeting');
  await page.getByText(/films \(MP4, WebM\) up to 1 GB/).waitFor();
  await choose(page, 'Choose files', { name: 'begin.webm', mimeType: 'video/webm', buffer: film });
  const wrong = SRT.replace('00:00:01,000 --> 00:00:03', '00:00:01,000 -> 00:00:03');
  await choose(page, 'Add captions', {
    name: 'a.srt',
    mimeType: '',
    buffer: Buffer.from(`${wrong}\n3\n00:00:02 --> x\n`),
  });
  await page.getByText(/^Line 10 of these captions/).waitFor();
  await page.getByRole('button', { name: 'Remove these captions' }).click();
  await choose(page, 'Add captions', { name: 'begin.srt', mimeType: '', buffer: Buffer.from(SRT) });
  await page.getByLabel('Language of the captions (begin.srt)').selectOption('es');
  await page.getByRole('checkbox', { name: /I may share this/ }).check();
  await page.getByRole('button', { name: 'Send for review' }).click();
  await page.getByRole('heading', { name: /^Sent/ }).waitFor();
  await untilLive(page);

  await page.getByTestId('player').getByText('Español').waitFor();
  await page.getByText('Transcript', { exact: true }).click();
  const line = page.getByTestId('transcript').getByRole('button', { name: /Let us begin/ });
  await line.focus();
  await page.keyboard.press('Enter');
  await until(async () => (await timeOf(page)) >= 1, 'it plays from there');
  await until(async () => (await line.getAttribute('aria-current')) === 'true', 'it follows');
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const [track] = video.textTracks;
    if (track) track.mode = 'showing';
  });
  await page.getByLabel('Speed').selectOption('1.5');
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(1.5);
  await until(async () => (await page.evaluate(() => localStorage.getItem('captions'))) === 'es', 'it is kept');
  await page.reload();
  await untilLive(page);
  expect(await modesOf(page)).toEqual(['showing']);
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(true);
  // Edited, it has its captions still.
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  expect(await page.getByTestId('captions').getByRole('combobox').inputValue()).toBe('es');
  expect(ana.faults).toEqual([]);
  await ana.close();
}, 120_000);

test('whoever sends a film that many computers do not show is told how to mend it; who cannot see it saves it', async () => {
  const [ana, rosa] = [
    await personNamed(browser, demo, 'Ana Fuentes'),
    await personNamed(browser, demo, 'Rosa Delgado'),
  ];
  const visitor = await asNamed(browser, demo, 'Ana Fuentes', { locale: 'es' });
  const page = await visitor.open('/library/propose');
  await choose(page, 'Elegir archivos', { name: 'a.mp4', mimeType: 'video/mp4', buffer: mp4({ codec: 'hvc1' }) });
  await page
    .getByTestId('hints')
    .getByText(/se queda en negro/)
    .waitFor();
  const { id: fileId } = await upload(ana, mp4({ codec: 'hvc1' }), 'video', 'a.mp4');
  const parts = [{ kind: 'file', fileId, name: 'a.mp4', language: 'en' } as const];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { parts });
  await page.goto(`/library/${id}`);
  await page
    .getByRole('alert')
    .getByText(/no puede reproducirlo/)
    .waitFor();
  await page.getByRole('link', { name: /^Descargar/ }).waitFor();
  await visitor.close();
}, 90_000);
