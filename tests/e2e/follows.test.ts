import { beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { Thread } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What one follows and mutes, in the browser. */

let demo: Demo;
let browser: Browser;
let names: string[];
let reader: Person;
let writer: Person;
let boardId: BoardId;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  names = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member').map(({ name }) => name);
  [reader, writer] = [await personNamed(browser, demo, names[0]), await personNamed(browser, demo, names[1])];
  boardId = present((await demo.see('board.list', {}))[0]).id;
}, 120_000);

function asReader(looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, names[0] ?? '', looks);
}

const start = async (title: string): Promise<Thread> =>
  (await writer.do('thread.start', { boardId, title, text: 'Short.', language: 'en' })).thread;

const chip = (page: Page) => page.getByTestId('follow').locator('summary');
const rowOf = (page: Page, { id }: Thread) => page.locator('.thread-row', { has: page.locator(`a[href*="${id}"]`) });

const words = {
  en: {
    ...{ none: 'You do not follow this', replied: 'because you replied', muted: 'You have muted this' },
    ...{ mute: /^Mute/, follow: /^Follow/, unmute: 'Unmute', undo: 'Undo', followed: 'Followed' },
  },
  es: {
    ...{ none: 'Usted no sigue esto', replied: 'porque respondió', muted: 'Usted ha silenciado esto' },
    ...{ mute: /^Silenciar/, follow: /^Seguir/, unmute: 'Dejar de silenciar', undo: 'Deshacer' },
    ...{ followed: 'Seguidos' },
  },
} as const;

test.each([
  ['en', 1280],
  ['es', 360],
] as const)(
  'Complaint 6: a thread says why one follows it, is muted from a menu on all of one’s pages, and heard again (%s, %i px)',
  async (locale, width) => {
    const said = words[locale];
    const thread = await start(`Heard ${locale}`);
    const visitor = await asReader({ locale, width });
    const [page, list] = [await visitor.open(`/t/${thread.id}`), await visitor.open('/unread')];
    await Promise.all([untilLive(page), list.waitForLoadState('networkidle')]);
    await rowOf(list, thread).waitFor();
    expect(await chip(page).innerText()).toContain(said.none);
    await reader.do('post.reply', { threadId: thread.id, text: 'Us too.' });
    await chip(page).getByText(said.replied).waitFor();

    await chip(page).click();
    await page.getByTestId('follow').getByRole('button', { name: said.mute }).click();
    await chip(page).getByText(said.muted).waitFor();
    await rowOf(list, thread).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: said.undo }).click();
    await chip(page).getByText(said.muted).waitFor({ state: 'detached' });
    expect((await reader.see('follow.thread', { threadId: thread.id })).level).toBe('follow');

    await writer.do('post.reply', { threadId: thread.id, text: 'More.' });
    await list.getByRole('link', { name: said.followed }).click();
    await rowOf(list, thread).waitFor();
    await visitor.close();
  },
  90_000,
);

test('without scripts a board is followed, and a thread is muted and unmuted where all of that is listed', async () => {
  const thread = await start('Plain');
  const visitor = await asReader({ scripts: false });
  const boards = await visitor.open('/boards');
  const board = boards.locator('.board', { has: boards.locator(`a[href="/b/${boardId}"]`) });
  await board.getByRole('button', { name: words.en.follow }).click();
  await board.getByRole('button', { name: /^Stop following/ }).waitFor();
  expect(await reader.see('follow.boards', {})).toEqual({ [boardId]: 'follow' });

  const page = await visitor.open(`/t/${thread.id}`);
  expect(await chip(page).innerText()).toContain('because you follow the board');
  await chip(page).click();
  await page.getByRole('button', { name: words.en.mute }).click();
  await chip(page).getByText(words.en.muted).waitFor();
  await page.goto(`${demo.url}/follows`);
  await page.getByTestId('muted').getByRole('button', { name: 'Unmute: Plain' }).click();
  await page.getByTestId('muted').waitFor({ state: 'detached' });
  await page.goto(`${demo.url}/b/${boardId}`);
  await chip(page).click();
  await page.getByRole('button', { name: /^Normal/ }).click();
  expect(await reader.see('follow.boards', {})).toEqual({});
  await visitor.close();
}, 60_000);

test('what somebody writes whom one has muted is folded, here and on one’s other pages, and unfolds with a tap', async () => {
  const thread = await start('Folded');
  await reader.do('post.reply', { threadId: thread.id, text: 'Mine stands.' });
  const visitor = await asReader();
  const page = await visitor.open(`/t/${thread.id}`);
  await untilLive(page);
  await page.getByText('Short.').waitFor();
  const person = await visitor.open(`/people/${thread.by?.personId}`);
  await person.waitForLoadState('networkidle');
  await person.getByRole('button', { name: /^Mute/ }).click();
  await page.getByText('Short.').waitFor({ state: 'hidden' });
  await page.getByText('Mine stands.').waitFor();
  await page.reload();
  await page.getByText(`You have muted ${names[1]}. Show this post`).click();
  await page.getByText('Short.').waitFor();
  const list = await visitor.open('/follows');
  await list.waitForLoadState('networkidle');
  const muted = list.getByTestId('muted');
  await muted.getByRole('button', { name: `Unmute: ${names[1]}` }).click();
  await muted.getByRole('button', { name: `Mute: ${names[1]}` }).waitFor();
  await until(async () => (await reader.see('follow.list', {})).muted.people.length === 0, 'the end of it');
  await visitor.close();
}, 60_000);
