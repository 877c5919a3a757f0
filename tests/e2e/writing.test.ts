import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openActs, openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { keepsGoing } from '../support/builders.ts';
import { personOf } from '../support/in-demo.ts';
import type { Person } from '../support/person.ts';

let demo: Demo;
let browser: Browser;
let visitor: Visitor;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const [first, second] = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member');
  visitor = await visit(browser, demo.url);
  ana = await signIn(visitor, first?.name ?? '');
  const other = await visit(browser, demo.url);
  ben = await signIn(other, second?.name ?? '');
  await other.close();
}, 120_000);

/** The same person without a browser. */
async function signIn(at: Visitor, name: string): Promise<Person> {
  await signInAs(at, name);
  return personOf(at, demo);
}

async function aThread(): Promise<{ threadId: ThreadId; path: string }> {
  const [board] = await demo.see('board.list', {});
  if (!board) throw new Error('The demo has no board.');
  const started = await ana.do('thread.start', { boardId: board.id, title: 'Bus', text: 'Who?', language: 'en' });
  return { threadId: started.thread.id, path: `/t/${started.thread.id}` };
}

async function openLive(path: string): Promise<Page> {
  const page = await visitor.open(path);
  await untilLive(page);
  return page;
}

const composer = (page: Page) => page.getByTestId('composer').getByRole('textbox');

test('R4: a long text in one tab survives what is sent in another', async () => {
  const { path } = await aThread();
  const long = await openLive(path);
  await composer(long).fill('A long text that took half an hour');
  const short = await openLive(path);
  await composer(short).fill('Thanks');
  await short.getByRole('button', { name: 'Post reply' }).click();
  await short.getByTestId('posts').locator('li[id]').filter({ hasText: 'Thanks' }).waitFor();
  await short.getByTestId('pending').waitFor({ state: 'detached' });
  await long.reload();
  await untilLive(long);
  expect(await composer(long).inputValue()).toBe('A long text that took half an hour');

  // Whoever closed the tab finds it in the next one, once.
  await Promise.all([long.close(), short.close()]);
  const next = await openLive(path);
  expect(await composer(next).inputValue()).toBe('A long text that took half an hour');
  await next.getByRole('button', { name: 'Post reply' }).click();
  await next.getByTestId('posts').locator('li[id]').filter({ hasText: 'half an hour' }).waitFor();
  await next.getByTestId('pending').waitFor({ state: 'detached' });
  await next.close();
  const last = await openLive(path);
  expect(await composer(last).inputValue()).toBe('');
  await last.close();
}, 60_000);

test('W11: a double click on Delete deletes, and nothing is said about it', async () => {
  const { path, threadId } = await aThread();
  await keepsGoing(ben, threadId);
  const page = await openLive(path);
  await openActs(page.locator('#post-1'));
  await page.getByRole('button', { name: 'Delete' }).dblclick();
  await page.getByText('This post was deleted.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await page.getByText('already been deleted').count()).toBe(0);
  await page.close();
}, 30_000);

test('W12: Ctrl+Enter saves an edit and Escape leaves it, with its words kept', async () => {
  const { path } = await aThread();
  const page = await openLive(path);
  const edit = page.getByRole('button', { name: 'Edit' });
  const words = page.getByTestId('posts').getByRole('textbox');
  await edit.click();
  await words.fill('Who drives?');
  await page.keyboard.press('Escape');
  await words.waitFor({ state: 'detached' });
  await edit.click();
  expect(await words.inputValue()).toBe('Who drives?');
  // One can go on writing at once.
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByTestId('posts').getByText('Who drives?').waitFor();
  await words.waitFor({ state: 'detached' });
  await page.close();
}, 30_000);

test('W14, W15: “New for you” and the number of new replies are about what others wrote and one can read', async () => {
  const { threadId, path } = await aThread();
  await ben.do('post.reply', { threadId, text: 'Taken back' });
  await ana.do('post.reply', { threadId, text: 'I do.' });
  await ben.do('post.delete', { threadId, no: 2 });
  const page = await openLive(path);
  await page.getByText('I do.').waitFor();
  expect(await page.getByText('New for you').count()).toBe(0);
  await ben.do('post.reply', { threadId, text: 'Thank you!' });
  await page.getByText('Thank you!').waitFor();
  expect(await page.locator('.unread-line + li').innerText()).toContain('Thank you!');

  // A page that is longer than the screen, and is read from its top.
  const text = 'A line\n\n'.repeat(60);
  await ana.do('post.reply', { threadId, text });
  await page.goto(`${path}?from=1`);
  await untilLive(page);
  await page.evaluate(() => scrollTo(0, 0));
  const { post } = await ben.do('post.reply', { threadId, text: 'Once' });
  await ben.do('post.reply', { threadId, text: 'Twice' });
  await page.getByRole('button', { name: '2 new replies' }).waitFor();
  await ben.do('post.delete', { threadId, no: post.no });
  await page.getByRole('button', { name: 'One new reply' }).click();
  await page.getByText('Twice').waitFor();
  await page.close();
}, 30_000);

test('R11: a link to a post that never was shows the last page', async () => {
  const { path } = await aThread();
  for (const query of ['?post=999', '?from=999']) {
    const page = await openLive(path + query);
    expect(await page.locator('#post-1').count()).toBe(1);
    await page.close();
  }
  expect(visitor.faults).toEqual([]);
}, 30_000);
