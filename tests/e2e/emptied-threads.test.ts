import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import { boardId } from '@hearth/shared/boards/entity';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** Somebody deletes the last that there was to read of a thread, and takes it back (U7). */

let demo: Demo;
let browser: Browser;
let author: Person;
let moderator: string;
const AUTHOR = 'Marisol Vega';
const BOARD = boardId.parse('families');
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  author = await personNamed(browser, demo, AUTHOR);
  moderator = present((await demo.see('demo.people', {})).find(({ role }) => role === 'moderator')).name;
}, 120_000);

const SAID = {
  en: { delete: 'Delete', deleted: 'Your thread is deleted.', undo: 'Undo', last: 'Nothing was left to read' },
  es: { delete: 'Borrar', deleted: 'Su tema está borrado.', undo: 'Deshacer', last: 'no quedaba nada que leer' },
} as const;

async function aThread(title: string, by = author) {
  const words = { title, text: `${title}, I mean.`, language: 'en' } as const;
  return (await by.do('thread.start', { boardId: BOARD, ...words })).thread.id;
}
const axeFaults = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(({ id }) => id);
const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test.each([
  ['en', true, 1280],
  ['es', true, 360],
  ['en', false, 360],
  ['es', false, 1280],
] as const)(
  'U7: in %s, with scripts %s, at %i px: one is taken to the board with a note in its place, whose undo opens it again',
  async (locale, scripts, width) => {
    const said = SAID[locale];
    const title = `Marbles ${locale} ${scripts}`;
    const id = await aThread(title);
    const [own, other] = [
      await asNamed(browser, demo, AUTHOR, { locale, scripts, width, theme: scripts ? 'light' : 'dark' }),
      await asNamed(browser, demo, 'Ana Fuentes', { locale }),
    ];
    const board = await other.open(`/b/${BOARD}`);
    await untilLive(board);
    const row = board.getByTestId('rows').getByRole('link', { name: title });
    await row.waitFor();

    const reading = await other.open(`/t/${id}`);
    await untilLive(reading);
    await reading.getByText(`${title}, I mean.`).waitFor();
    const page = await own.open(`/t/${id}`);
    if (scripts) await untilLive(page);
    await openActs(page.locator('#post-1'));
    await page.getByRole('button', { name: said.delete, exact: true }).click();
    const note = page.getByTestId('deleted');
    await note.getByText(said.deleted).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/b/${BOARD}`);
    await row.waitFor({ state: 'detached' });
    // On a page that is open it is not to be read either, and what one was writing is kept.
    await reading.getByText(`${title}, I mean.`).waitFor({ state: 'detached' });
    await reading.getByTestId('composer').waitFor();
    await page.getByTestId('rows').waitFor();
    expect(await page.getByTestId('rows').getByRole('link', { name: title }).count()).toBe(0);
    if (scripts)
      expect({ faults: await axeFaults(page), isWide: await isWide(page) }).toEqual({ faults: [], isWide: false });

    await note.getByRole('button', { name: said.undo }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText(`${title}, I mean.`).waitFor();
    await board.getByRole('button', { name: /(new thread|tema nuevo)/ }).click();
    await row.waitFor();
    expect([...own.faults, ...other.faults]).toEqual([]);
    await Promise.all([own.close(), other.close()]);
  },
  60_000,
);

test('U7: of a reply that was the last it says so; what a moderator has taken meanwhile is not brought back, which is said', async () => {
  const mo = await personNamed(browser, demo, moderator);
  const threadId = await aThread('Two of us', mo);
  const { post } = await author.do('post.reply', { threadId, text: 'I was the second.' });
  await mo.do('post.delete', { threadId, no: 1 });
  const own = await asNamed(browser, demo, AUTHOR, { locale: 'es', width: 360 });
  const page = await own.open(`/t/${threadId}`);
  await untilLive(page);
  await openActs(page.locator(`#post-${post.no}`));
  await page.getByRole('button', { name: SAID.es.delete, exact: true }).click();
  const note = page.getByTestId('deleted');
  await note.getByText(SAID.es.last).waitFor();
  await mo.do('post.purge', { threadId, no: post.no, reason: 'A telephone number' });
  await note.getByRole('button', { name: SAID.es.undo }).click();
  await note.getByRole('alert').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/b/${BOARD}`);
  await own.close();
}, 60_000);

test('U7: moderators find it at the desk, bring it back from its page, or purge it there', async () => {
  const [first, second] = [await aThread('First of the desk'), await aThread('Second of the desk')];
  for (const threadId of [first, second]) await author.do('post.delete', { threadId, no: 1 });
  const desk = await asNamed(browser, demo, moderator, { width: 360 });
  const page = await desk.open(`/desk?board=${BOARD}`);
  const link = page.getByRole('link', { name: 'First of the desk' }).first();
  await until(async () => {
    await page.reload();
    return (await link.count()) > 0;
  }, 'the desk to tell of it');
  await link.click();
  await page.getByText('This thread stands on no board').waitFor();
  expect({ faults: await axeFaults(page), isWide: await isWide(page) }).toEqual({ faults: [], isWide: false });
  await page.getByRole('button', { name: 'Bring back #1' }).click();
  await page.getByRole('heading', { level: 1, name: 'First of the desk' }).waitFor();

  await page.goto(`/purge/${second}/1`);
  await page.getByLabel('Reason, for everybody to read').fill('A telephone number');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Purge for good' }).click();
  await page.getByText('This thread stands on no board').waitFor();
  expect(await page.getByRole('button', { name: /Bring back/ }).count()).toBe(0);
  await desk.close();
}, 60_000);
