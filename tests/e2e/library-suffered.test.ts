import { beforeAll, expect, test } from '@jest/globals';
import { OFFSET_HEADER } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { openXml } from '../support/documents.ts';
import { CAPTIONS, mp4 } from '../support/films.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { anEntry } from '../support/library.ts';
import { pdfOf } from '../support/pdfs.ts';
import type { Person } from '../support/person.ts';
import { sendPiece, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** What people suffer from the libraries of others, and what must be impossible here. */

let demo: Demo;
let browser: Browser;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  [ana, rosa] = [await personNamed(browser, demo, 'Ana Fuentes'), await personNamed(browser, demo, 'Rosa Delgado')];
}, 120_000);

const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(2_000)]);

/** What comes from phones and desks, and where it ends: `null` where it is there, else a sentence with what to do. */
const chosen: readonly (readonly [name: string, type: string, bytes: Buffer, says: RegExp | null])[] = [
  ['plan.pdf', 'application/pdf', pdfOf(['Plan']), null],
  ['IMG_1.heic', 'image/heic', HEIC, /Take a screenshot of it and add that instead/],
  ['broken.png', 'image/png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /try another copy/],
  ['nothing.jpg', 'image/jpeg', Buffer.alloc(0), /try another copy/],
  ['IMG_2.MOV', 'video/quicktime', mp4({ brand: 'qt  ' }), /choose the film from Photos/],
  ['quicktime.mp4', 'video/mp4', mp4({ brand: 'qt  ' }), /choose the film from Photos/],
  ['cut-off.mp4', 'video/mp4', mp4().subarray(0, -100), /try another copy/],
  ['nothing.mp4', 'video/mp4', Buffer.alloc(0), /try another copy/],
  ['nothing.pdf', 'application/pdf', Buffer.alloc(0), /try another copy/],
  ['a-page.pdf', 'application/pdf', Buffer.from('<!doctype html>'), /try another copy/],
  ['macros.docm', '', openXml('docx'), /PDF, Word \(docx\)/],
  ['old.doc', '', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), /Save it as docx/],
  ['homework.zip', 'application/zip', Buffer.from('PK\x03\x04aaaa', 'latin1'), /PDF, Word \(docx\)/],
];

async function choose(page: Page, ...files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await page
    .getByLabel('Choose files', { exact: true })
    .and(page.locator('input'))
    .setInputFiles([...files]);
}

test('LB-19: whatever is chosen ends as a file or in a sentence with what to do', async () => {
  const visitor = await asNamed(browser, demo, 'Ana Fuentes', { width: 360 });
  const page = await visitor.open('/library/propose');
  for (const [name, mimeType, buffer, says] of chosen) {
    await choose(page, { name, mimeType, buffer });
    const tile = page.getByTestId('part');
    if (says === null) await tile.locator('input[name=partRef]').waitFor({ state: 'attached' });
    else await tile.getByRole('alert').getByText(says).waitFor();
    // Nothing is on its way any more.
    expect([name, await tile.getByRole('progressbar').count()]).toEqual([name, 0]);
    await tile.getByRole('button', { name: /^Remove/ }).click();
    await tile.waitFor({ state: 'detached' });
  }
  await visitor.close();
}, 120_000);

test('LB-19: a line that breaks, also at the end, costs no more than the piece that was on it', async () => {
  const visitor = await asNamed(browser, demo, 'Ana Fuentes', { width: 360 });
  const page = await visitor.open('/library/propose');
  const bytes = pdfOf(['A long plan'], { long: 4.5 * fileLimits.piece });
  const last = Math.floor(bytes.length / fileLimits.piece) * fileLimits.piece;
  const offsets: number[] = [];
  await page.route('**/api/uploads/*', async (route) => {
    const offset = Number(route.request().headers()[OFFSET_HEADER]);
    offsets.push(offset);
    if (offsets.length === 3) return route.abort();
    if (offset !== last) return route.continue();
    // All of it arrives, and the answer does not.
    const id = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    await sendPiece(ana, id, offset, bytes.subarray(offset));
    return route.abort();
  });
  await choose(page, { name: 'plan.pdf', mimeType: 'application/pdf', buffer: bytes });
  const ref = page.getByTestId('part').locator('input[name=partRef]');
  // It waits longer each time before it goes on.
  await ref.waitFor({ state: 'attached', timeout: 100_000 });
  const { piece } = fileLimits;
  expect(offsets).toEqual([0, piece, 2 * piece, 2 * piece, 3 * piece, 4 * piece]);
  const saved = await fetch(`${demo.url}/api/files/${await ref.inputValue()}/download`, { headers: ana.headers() });
  expect(Buffer.from(await saved.arrayBuffer()).equals(bytes)).toBe(true);
  await visitor.close();
}, 120_000);

test('LB-19: a film that half the browsers cannot show is published with a warning to its owner, while they write and after', async () => {
  const visitor = await asNamed(browser, demo, 'Ana Fuentes', { width: 360 });
  const page = await visitor.open('/library/propose');
  const film = { name: 'IMG_3.mp4', mimeType: 'video/mp4', buffer: mp4({ codec: 'hvc1', isLate: true }) };
  await choose(page, film);
  for (const says of [/stays black.*Most Compatible/, /Playing begins late/])
    await page.getByTestId('hints').getByText(says).waitFor();
  const { id: fileId } = await upload(ana, film.buffer, 'video', film.name);
  const parts = [{ kind: 'file' as const, fileId, name: film.name, language: 'en' as const }];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title: 'As the phone took it', parts });
  await page.goto(`/library/${id}`);
  await page.getByTestId('advice').getByText('How more people could use it (2)').click();
  await page
    .getByTestId('advice')
    .getByText(/stays black.*Most Compatible/)
    .waitFor();
  await visitor.close();
}, 120_000);

const modesOf = (page: Page) =>
  page.locator('video').evaluate((video: HTMLVideoElement) => [...video.textTracks].map(({ mode }) => mode));

/** The address of a published film with captions in these languages. */
async function film(title: string, languages: readonly ('en' | 'es')[]): Promise<string> {
  const { id: fileId } = await upload(ana, mp4(), 'video', 'talk.mp4');
  const captions = [];
  for (const language of languages)
    captions.push({ fileId: (await upload(ana, Buffer.from(CAPTIONS), 'captions', 'talk.vtt')).id, language });
  const parts = [{ kind: 'file' as const, fileId, name: 'talk.mp4', language: 'en' as const, captions }];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title, parts });
  return `/library/${id}`;
}

test('LB-20: where captions were turned on a film has them, in another language rather than not at all, until they are turned off', async () => {
  const [both, english] = [
    await film('A talk in two languages', ['en', 'es']),
    await film('A talk in English', ['en']),
  ];
  const reader = await visit(browser, demo.url, { width: 360 });
  const page = await reader.open(both);
  await untilLive(page);
  expect(await modesOf(page)).toEqual(['hidden', 'hidden']);
  const turn = (no: number, mode: TextTrackMode) =>
    page.locator('video').evaluate(
      (video: HTMLVideoElement, to) => {
        const track = video.textTracks[to.no];
        if (track) track.mode = to.mode;
      },
      { no, mode },
    );
  const wish = () => page.evaluate(() => localStorage.getItem('captions'));
  await turn(1, 'showing');
  await until(async () => (await wish()) === 'es', 'it is kept');
  for (const [path, modes] of [
    [english, ['showing']],
    [both, ['hidden', 'showing']],
  ] as const) {
    await page.goto(demo.url + path);
    await untilLive(page);
    await until(async () => JSON.stringify(await modesOf(page)) === JSON.stringify(modes), 'they are on');
    const cues = () =>
      page
        .locator('video')
        .evaluate(
          (video: HTMLVideoElement) => [...video.textTracks].find(({ mode }) => mode === 'showing')?.cues?.length,
        );
    await until(async () => (await cues()) === 2, 'its words have come');
    // A film in another language alone has not changed what was wanted.
    expect(await wish()).toBe('es');
  }
  await turn(1, 'disabled');
  await until(async () => (await wish()) === null, 'they are off');
  await page.goto(demo.url + english);
  await untilLive(page);
  expect(await modesOf(page)).toEqual(['hidden']);
  await reader.close();
}, 120_000);

test('LB-20: every control of a film is reached by Tab, and has a name', async () => {
  const path = await film('A talk by keyboard', ['en']);
  const reader = await visit(browser, demo.url, { width: 360 });
  const page = await reader.open(path);
  await untilLive(page);
  await page.getByText('Transcript', { exact: true }).click();
  const player = page.getByTestId('player');
  await player.getByRole('button', { name: /Buenos días/ }).waitFor();
  const controls = await player.locator('video, audio, button, select, summary, a[href], input').all();
  expect(controls).toHaveLength(6);
  const reached = new Set<string>();
  for (const [n, control] of controls.entries())
    await control.evaluate((element, no) => element.setAttribute('data-no', String(no)), n);
  await page.getByTestId('part').getByRole('link').first().focus();
  // The browser's own buttons within a film are stops as well.
  for (let stops = 0; stops < 40 && reached.size < controls.length; stops++) {
    await page.keyboard.press('Tab');
    const no = await page.evaluate(() => document.activeElement?.getAttribute('data-no') ?? null);
    if (no !== null) reached.add(no);
  }
  expect(reached.size).toBe(controls.length);
  for (const [role, name] of [
    ['combobox', 'Speed'],
    ['link', 'Save the transcript'],
    ['button', /Good morning/],
    ['button', /Buenos días/],
  ] as const)
    await player.getByRole(role, { name }).waitFor();
  expect(await player.locator('video').getAttribute('aria-label')).toBe('talk.mp4');
  await reader.close();
}, 120_000);
