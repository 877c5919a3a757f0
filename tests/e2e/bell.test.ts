import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What concerns one person: the bell at the top of every page, and its own page. */

let demo: Demo;
let browser: Browser;
let names: string[];
let ana: Person;
let ben: Person;
let boardId: BoardId;
let threadId: ThreadId;
const ALL = { mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', decision: 'mail' } as const;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  names = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member').map(({ name }) => name);
  [ana, ben] = [await personNamed(browser, demo, names[0]), await personNamed(browser, demo, names[1])];
  boardId = present((await demo.see('board.list', {}))[0]).id;
}, 120_000);

function asAna(looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, names[0] ?? '', looks);
}

beforeEach(async () => {
  await ana.do('bell.read-all', {});
  const asked = { boardId, title: 'Who drives the late bus?', text: 'We have no driver.', language: 'en' } as const;
  threadId = (await ana.do('thread.start', asked)).thread.id;
});

const reply = (text: string) => ben.do('post.reply', { threadId, text });
const badge = (page: Page, count: number) => page.getByTestId('bell').getByText(String(count), { exact: true });

test.each([
  ['en', 1280, /replied/, 'Mark all as read', 'Undo', 'Nothing new'],
  ['es', 360, /respondi/, 'Marcar todo como leído', 'Deshacer', 'Nada nuevo'],
] as const)(
  'the bell rings on all of one’s pages, opens at the post, and marks only that as read (%s, %i px)',
  async (locale, width, replied, markAll, undo, nothing) => {
    const visitor = await asAna({ locale, width });
    const [home, boards] = [await visitor.open('/'), await visitor.open('/boards')];
    for (const page of [home, boards]) await page.waitForLoadState('networkidle');
    await reply('Ask the union.');
    await reply('Or the district.');
    for (const page of [home, boards]) await badge(page, 1).waitFor();

    await home.getByTestId('bell').click();
    const row = home.getByTestId('rows').locator('li.new').first();
    await row.getByText('Ask the union.').waitFor();
    await row.getByRole('link', { name: replied }).click();
    await home.waitForURL(/post=2#post-2$/);
    for (const page of [home, boards]) await badge(page, 1).waitFor({ state: 'detached' });

    await ben.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
    await badge(boards, 1).waitFor();
    await boards.getByTestId('bell').click();
    await boards.getByRole('button', { name: markAll, exact: true }).click();
    await boards.getByTestId('total').getByText(nothing).waitFor();
    await badge(home, 1).waitFor({ state: 'detached' });
    await boards.getByRole('button', { name: undo }).click();
    for (const page of [home, boards]) await badge(page, 1).waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test('without scripts the number is there, and one thread, or all, is marked as read and new again', async () => {
  await reply('Ask the union.');
  await ben.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  // The server tells it a moment after the reply.
  await until(async () => (await ana.see('bell.count', {})).total === 1, 'the bell to ring');
  const visitor = await asAna({ scripts: false, width: 360 });
  const page = await visitor.open('/bell');
  await badge(page, 1).waitFor();
  await page.getByTestId('rows').getByRole('button', { name: 'Mark as read' }).click();
  await badge(page, 1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await badge(page, 1).waitFor();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await badge(page, 1).waitFor({ state: 'detached' });
  await visitor.close();
}, 60_000);

test('news of threads one follows stand there too, and cost no notification', async () => {
  const followed = { boardId, title: 'A followed one', text: 'Words.', language: 'en' } as const;
  const { thread } = await ben.do('thread.start', followed);
  await ana.do('follow.set', { what: { threadId: thread.id }, level: 'follow' });
  await ben.do('post.reply', { threadId: thread.id, text: 'More' });
  const visitor = await asAna();
  const page = await visitor.open('/bell');
  await page.getByTestId('followed').getByRole('link', { name: 'A followed one' }).click();
  await page.waitForURL(new RegExp(thread.id));
  expect((await ana.see('bell.count', {})).total).toBe(0);
  await visitor.close();
}, 60_000);

test.each([
  ['en', true, 'Somebody thanks you', 'Save', 'Nothing'],
  ['es', false, 'Alguien le da las gracias', 'Guardar', 'Nada'],
] as const)(
  'one chooses what one hears of (%s, scripts: %s)',
  async (locale, scripts, thanks, save, nothing) => {
    await ana.do('bell.choose', { ...ALL, library: 'bell' });
    const visitor = await asAna({ locale, scripts, width: 360 });
    const page = await visitor.open('/you/bell');
    await page.getByLabel(thanks).selectOption({ label: nothing });
    await page.getByRole('button', { name: save }).click();
    await page.waitForURL(/saved/);
    expect((await ana.see('bell.settings', {})).channels.thanks).toBe('none');
    await ana.do('bell.choose', { ...ALL, library: 'bell' });
    await visitor.close();
  },
  60_000,
);

test('the page of a link that stops mails does so by a press, and says where the link is nobody’s', async () => {
  const visitor = await visit(browser, demo.url, { scripts: false, width: 360 });
  const page = await visitor.open(`/bell/stop?token=${'x'.repeat(43)}`);
  await page.getByRole('button', { name: 'Stop these mails' }).click();
  await page.getByRole('alert').getByText('This link stops nothing any more').waitFor();
  await visitor.close();
}, 60_000);
