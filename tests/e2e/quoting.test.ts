import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { personOf } from '../support/in-demo.ts';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Person } from '../support/person.ts';

let demo: Demo;
let browser: Browser;
let visitor: Visitor;
let phone: Visitor;
let ana: Person;
let name: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const [member] = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member');
  name = member?.name ?? '';
  visitor = await visit(browser, demo.url);
  phone = await visit(browser, demo.url, { width: 360, locale: 'es' });
  for (const each of [visitor, phone]) await signInAs(each, name);
  ana = await personOf(visitor, demo);
}, 120_000);

const TEXT = 'First line\n\n- bring the **bus**\n- and Ben\n\nLast line';

async function aThread(): Promise<ThreadId> {
  const [board] = await demo.see('board.list', {});
  if (!board) throw new Error('The demo has no board.');
  const { thread } = await ana.do('thread.start', { boardId: board.id, title: 'Bus', text: TEXT, language: 'en' });
  return thread.id;
}

async function openLive(at: Visitor, path: string): Promise<Page> {
  const page = await at.open(path);
  await untilLive(page);
  return page;
}

const fieldOf = (page: Page) => page.getByTestId('composer').locator('textarea');

/** What makes Markdown of the selection is loaded when it is needed; the field may have had the focus before. */
async function untilQuoted(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const field = document.activeElement;
    return field instanceof HTMLTextAreaElement && field.value.includes('[#1](');
  });
}

/** As somebody draws over words with a mouse or a finger. */
async function select(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((element) => getSelection()?.selectAllChildren(element));
}

test('what is selected in a post is quoted in the reply box with a link to it, and the reply stands below whom it answers', async () => {
  const id = await aThread();
  const page = await openLive(visitor, `/t/${id}`);
  await fieldOf(page).fill('My own words');
  await select(page, '#post-1 .words ul');
  await page.getByTestId('quote').click();
  const source = `/t/${id}?post=1#post-1`;
  const quote = `> - bring the **bus**\n> - and Ben\n>\n> [#1](${source})`;
  const written = `My own words\n\n${quote}\n\n`;
  await untilQuoted(page);
  expect(await fieldOf(page).inputValue()).toBe(written);
  await page.getByTestId('composer').getByText(`replying to ${name}`).waitFor();
  await page.keyboard.type('I will.');

  // What is answered waits on the device with the words.
  await page.reload();
  await untilLive(page);
  expect(await fieldOf(page).inputValue()).toBe(`${written}I will.`);
  await page.getByTestId('composer').getByText(`replying to ${name}`).waitFor();
  await page.getByRole('button', { name: 'Post reply' }).click();
  const reply = page.locator('#post-2');
  await reply.locator('blockquote li', { hasText: 'bring the bus' }).waitFor();
  expect(await reply.locator(`blockquote a[href="${source}"]`).innerText()).toBe('#1');
  await reply.getByText(`In reply to ${name}`).click();
  await reply.getByTestId('answered').locator('blockquote', { hasText: 'Last line' }).waitFor();
  expect(await reply.getByRole('link', { name: 'Go to #1' }).getAttribute('href')).toBe('#post-1');
  expect(await page.getByTestId('composer').getByText('replying to').count()).toBe(0);
  await page.close();
}, 60_000);

test('on a phone the post’s own button quotes what is selected of it, and nothing else; a reply can be to all again', async () => {
  const id = await aThread();
  await ana.do('post.reply', { threadId: id, text: 'Second' });
  const page = await openLive(phone, `/t/${id}?from=1`);
  await select(page, '#post-1 .words li strong');
  await page.locator('#post-1').getByRole('button', { name: 'Responder al n.º 1' }).click();
  await untilQuoted(page);
  expect(await fieldOf(page).inputValue()).toBe(`> bus\n>\n> [#1](/t/${id}?post=1#post-1)\n\n`);
  await page.getByRole('button', { name: 'Responder a todos' }).click();
  expect(await page.getByTestId('composer').getByText('Responde usted').count()).toBe(0);
  await fieldOf(page).fill('');
  await page.locator('#post-2').getByRole('button', { name: 'Responder al n.º 2' }).click();
  expect(await fieldOf(page).inputValue()).toBe('');
  await page.keyboard.type('Sí');
  await page.getByRole('button', { name: 'Publicar respuesta' }).click();
  await page.locator('#post-3').getByText(`En respuesta a ${name}`).waitFor();
  await page.close();
}, 60_000);

test('what is answered further up is shown in place without going there', async () => {
  const id = await aThread();
  for (let no = 2; no <= 51; no++) {
    const text = no === 51 ? 'Late' : `Number ${no}`;
    await ana.do('post.reply', { threadId: id, text, ...(no === 51 && { inReplyTo: 1 }) });
  }
  const page = await openLive(visitor, `/t/${id}?post=51`);
  const late = page.locator('#post-51');
  await late.getByText('In reply to #1').click();
  await late.getByTestId('answered').locator('blockquote', { hasText: 'First line' }).waitFor();
  expect(await late.getByRole('link', { name: 'Go to #1' }).getAttribute('href')).toBe('?post=1#post-1');
  expect([...visitor.faults, ...phone.faults]).toEqual([]);
  await page.close();
}, 120_000);
