import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** Lets pages load but blocks everything they send, until the returned function is called. */
async function holdBack(context: BrowserContext): Promise<() => Promise<void>> {
  let isHeld = true;
  await context.route(/\/api\/commands\/|\/socket\.io\//, (route) => (isHeld ? route.abort() : route.continue()));
  await context.routeWebSocket(/socket\.io/, (socket) => {
    if (isHeld) void socket.close();
    else socket.connectToServer();
  });
  return async () => void (isHeld = false);
}

async function reply(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByTestId('pending').filter({ hasText: text }).waitFor();
}

test('L11: replies that two tabs could not send are shown as on their way after a reload, and arrive once', async () => {
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  const path = `/t/${latest?.thread.id}`;
  const visitor = await asNamed(browser, demo, (await demo.see('demo.people', {}))[0]?.name ?? '');
  const letThrough = await holdBack(visitor.context);
  const tabs = [await visitor.open(path), await visitor.open(path)] as const;
  for (const tab of tabs) {
    // Its buttons are loaded when scripts run: until then the form would be posted as it stands.
    await tab.getByTestId('composer').getByRole('textbox').focus();
    await tab.getByRole('toolbar').waitFor();
  }
  await reply(tabs[0], 'From the first tab');
  await reply(tabs[1], 'From the second tab');

  await tabs[0].reload();
  for (const text of ['From the first tab', 'From the second tab']) {
    await tabs[0].getByTestId('pending').filter({ hasText: text }).waitFor();
  }
  expect(await tabs[0].getByTestId('composer').getByRole('textbox').inputValue()).toBe('');
  await tabs[1].close();

  await letThrough();
  await untilLive(tabs[0]);
  const posts = tabs[0].getByTestId('posts').locator('> li[id]');
  for (const text of ['From the first tab', 'From the second tab']) {
    await posts.filter({ hasText: text }).waitFor({ timeout: 15_000 });
  }
  await tabs[0].getByTestId('pending').first().waitFor({ state: 'detached' });
  await tabs[0].reload();
  for (const text of ['From the first tab', 'From the second tab']) {
    expect(await posts.filter({ hasText: text }).count()).toBe(1);
  }
  expect(await tabs[0].getByTestId('composer').getByRole('textbox').inputValue()).toBe('');
  await visitor.close();
}, 60_000);

test('a question that was to have no name has none after a reload, and is asked once', async () => {
  const live = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  const hosts = new Set(live?.hosts.map(({ personId }) => personId));
  const asker = (await demo.see('demo.people', {})).find(({ id, role }) => role === 'member' && !hosts.has(id));
  const visitor = await asNamed(browser, demo, asker?.name ?? '');
  const room = await visitor.open(`/rooms/${live?.id}`);
  await untilLive(room);
  const words = room.getByTestId('ask').getByRole('textbox');
  const nameless = room.getByTestId('ask').getByRole('checkbox');
  await nameless.check();
  await words.fill('Who may know this?');
  await room.reload();
  await untilLive(room);
  expect([await words.inputValue(), await nameless.isChecked()]).toEqual(['Who may know this?', true]);

  const letThrough = await holdBack(visitor.context);
  await room.reload();
  await room.getByRole('button', { name: 'Ask without my name' }).click();
  await room.getByText('sending …').waitFor();
  await room.reload();
  await room.getByText('sending …').waitFor();
  expect(await words.inputValue()).toBe('');
  await letThrough();
  const asked = room.getByTestId('open').locator('> li').filter({ hasText: 'Who may know this?' });
  await asked.waitFor({ timeout: 15_000 });
  await room.getByText('sending …').waitFor({ state: 'detached' });
  await room.reload();
  expect(await asked.count()).toBe(1);
  expect(await asked.innerText()).not.toContain(asker?.name);
  expect(await words.inputValue()).toBe('');
  await visitor.close();
}, 60_000);

test('a refused question survives what was begun since, the end of its room and the way to another page', async () => {
  const [visitor, hosting] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  const people = await demo.see('demo.people', {});
  await signInAs(visitor, people.find(({ role }) => role === 'member')?.name ?? '');
  await signInAs(hosting, people.find(({ role }) => role === 'admin')?.name ?? '');
  const { id: roomId } = present((await demo.see('room.list', {})).find(({ status }) => status === 'live'));
  const [asker, host] = [await personOf(visitor, demo), await personOf(hosting, demo)];
  const { question } = await asker.do('question.ask', { roomId, text: 'Put back?', anonymous: false });
  await host.do('question.dismiss', { roomId, questionId: question.id, note: '' });
  const page = await visitor.open(`/rooms/${roomId}`);
  await page.getByText('A host set this question aside').waitFor();
  await untilLive(page);
  await host.do('question.reopen', { roomId, questionId: question.id });
  await page.locator('li').filter({ hasText: 'Put back?' }).getByRole('button', { name: 'Withdraw' }).waitFor();
  expect(await page.getByText('A host set this question aside').count()).toBe(0);

  const letThrough = await holdBack(visitor.context);
  await page.reload();
  const words = page.getByTestId('ask').getByRole('textbox');
  await page.getByTestId('ask').getByRole('checkbox').check();
  await words.fill('Too late?');
  await page.getByRole('button', { name: 'Ask without my name' }).click();
  await words.fill('And this?');
  await host.do('room.end', { roomId });
  await letThrough();
  await page.getByText('Questions are closed right now').waitFor({ timeout: 15_000 });
  await untilLive(page);
  expect(await page.getByRole('button', { name: /Try again|Ask/ }).count()).toBe(0);
  expect(await words.inputValue()).toBe('And this?');

  await page.getByRole('link', { name: 'Office hours' }).first().click();
  await page.waitForURL(/\/rooms$/);
  // That list does not update itself, and does not claim to.
  await page.getByTestId('connection').waitFor({ state: 'detached' });
  await page.goBack();
  await words.waitFor();
  expect(await words.inputValue()).toMatch(/^Too late\?\s+And this\?$/);
  expect(await page.getByTestId('ask').getByRole('checkbox').isChecked()).toBe(true);
  expect([...visitor.faults, ...hosting.faults]).toEqual([]);
  await Promise.all([visitor.close(), hosting.close()]);
}, 60_000);

test('a host whose command was refused is not offered to undo what a colleague did', async () => {
  const hosting = await asNamed(
    browser,
    demo,
    (await demo.see('demo.people', {})).find(({ role }) => role === 'admin')?.name ?? '',
  );
  const { id: roomId } = present((await demo.see('room.list', {})).find(({ status }) => status !== 'ended'));
  const colleague = await personOf(hosting, demo);
  const text = 'Settled twice?';
  const { question } = await colleague.do('question.ask', { roomId, text, anonymous: false });
  const letThrough = await holdBack(hosting.context);
  // Its scripts run once it looks for the live connection; before that the button does nothing.
  const scripted = hosting.context.waitForEvent('requestfailed', (request) => request.url().includes('/socket.io/'));
  const page = await hosting.open(`/rooms/${roomId}`);
  await scripted;
  await page
    .getByTestId('question')
    .filter({ hasText: text })
    .getByRole('button', { name: 'Mark as answered' })
    .click();
  await colleague.do('question.dismiss', { roomId, questionId: question.id, note: '' });
  await letThrough();
  await page.getByText('This question has already been answered or set aside').waitFor({ timeout: 15_000 });
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  await hosting.close();
}, 60_000);

test('a reply beyond what the page holds says that it is posted, and where', async () => {
  const visitor = await asNamed(browser, demo, (await demo.see('demo.people', {}))[0]?.name ?? '');
  const person = await personOf(visitor, demo);
  const [latest] = await demo.see('thread.latest', { most: 1 });
  const threadId = present(latest?.thread.id);
  for (let n = 0; n < 52; n++) await person.do('post.reply', { threadId, text: `One more: ${n}` });
  const page = await visitor.open(`/t/${latest?.thread.id}?from=1`);
  await untilLive(page);
  await reply(page, 'At the very end');
  await page.getByRole('link', { name: 'posted; show it' }).click();
  const post = page.locator('li[id]').last();
  await page.locator('li[id]').filter({ hasText: 'At the very end' }).waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });

  // An unsaved edit survives a reload as well.
  await untilLive(page);
  await post.getByRole('button', { name: 'Edit' }).click();
  await post.getByRole('textbox').fill('Said better');
  await page.reload();
  await untilLive(page);
  await post.getByRole('button', { name: 'Edit' }).click();
  expect(await post.getByRole('textbox').inputValue()).toBe('Said better');
  await post.getByRole('button', { name: 'Save' }).click();
  await post.getByText('Said better').waitFor();
  await post.getByRole('button', { name: 'Edit' }).click();
  await post.getByRole('textbox').fill('Given up');
  await post.getByRole('button', { name: 'Cancel' }).click();
  await post.getByRole('button', { name: 'Edit' }).click();
  expect(await post.getByRole('textbox').inputValue()).toBe('Said better');
  await post.getByRole('button', { name: 'Cancel' }).click();

  // New threads on a board push nothing down that somebody may be about to tap.
  const board = await visitor.open(`/b/${latest?.board.id}`);
  await untilLive(board);
  const rows = board.getByTestId('rows');
  const before = await rows.boundingBox();
  const boardId = present(latest?.board.id);
  await person.do('thread.start', { boardId, title: 'Up to date', text: 'It is.', language: 'en' });
  await board.getByRole('button', { name: /new thread/ }).waitFor();
  expect(await rows.boundingBox()).toEqual(before);

  // Offline, the page says so, and what was typed stays.
  const start = await visitor.open(`/b/${latest?.board.id}/new`);
  await start.getByLabel('What is it about?').fill('Begun on the train');
  await start.getByLabel('Your words').fill('And not sent there.');
  await visitor.context.setOffline(true);
  await start.getByLabel('Your words').press('Control+Enter');
  await page.locator('[data-testid=connection]:not(.live)').waitFor();
  await post.getByRole('button', { name: 'Edit' }).click();
  for (const tab of [start, page]) await tab.getByText('There is no connection right now').waitFor();
  expect(await start.getByLabel('Your words').inputValue()).toBe('And not sent there.');
  await visitor.close();
}, 60_000);

test('words are safe, written or sent, while what sends them cannot be loaded', async () => {
  const visitor = await asNamed(browser, demo, (await demo.see('demo.people', {}))[0]?.name ?? '');
  const [latest] = await demo.see('thread.latest', { most: 1 });
  const page = await visitor.open(`/t/${latest?.thread.id}`);
  const words = page.getByTestId('composer').getByRole('textbox');
  await untilLive(page);
  await words.fill('Begun before');
  await page.route('**/_app/**/*.js', async (route) => {
    const response = await route.fetch();
    await ((await response.text()).includes('EIO') ? route.abort() : route.fulfill({ response }));
  });
  await page.reload();
  await page.locator('[data-testid=connection]:not(.live)').waitFor();
  expect(await words.inputValue()).toBe('Begun before');
  await words.press('End');
  await words.pressSequentially(', and gone on with');
  await page.reload();
  await page.locator('[data-testid=connection]:not(.live)').waitFor();
  expect(await words.inputValue()).toBe('Begun before, and gone on with');

  await reply(page, 'The first of two');
  await reply(page, 'The second of two');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  for (const text of ['The first of two', 'The second of two'])
    await page.locator('li[id]').filter({ hasText: text }).waitFor();
  await page.getByTestId('pending').first().waitFor({ state: 'detached' });
  expect(await page.locator('li[id]').filter({ hasText: 'of two' }).count()).toBe(2);
  expect(await words.inputValue()).toBe('');
  await visitor.close();
}, 60_000);
