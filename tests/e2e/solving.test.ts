import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let member: string;
let moderator: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const nameOf = (wanted: string) => people.find(({ role }) => role === wanted)?.name ?? '';
  [member, moderator] = [nameOf('member'), nameOf('moderator')];
}, 120_000);

/** A question of the demo network that has replies and no answer yet. */
async function anOpenQuestion() {
  const { board, rows } = await demo.see('board.get', { boardId: 'attendance', unsolved: true });
  expect(board.kind).toBe('question');
  const row = rows.find(({ lastNo }) => lastNo > 2);
  if (!row) throw new Error('the demo network has no open question');
  return row;
}

test('an answer is accepted and taken back for all, in two languages, on a phone and a desktop', async () => {
  const question = await anOpenQuestion();
  const path = `/t/${question.id}`;
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  const [phone, desktop] = [await rosa.open(path), await reader.open(path)];
  const board = await reader.open('/b/attendance?unsolved');
  await Promise.all([phone, desktop, board].map(untilLive));
  const row = board.locator('.thread-row', { has: board.locator(`a[href*="${question.id}"]`) });
  await row.waitFor();

  await phone.locator('#post-2').getByRole('button', { name: 'This answers the question' }).click();
  await desktop.getByTestId('answer').getByText('Respondida por').waitFor();
  await desktop.locator('#post-2').getByText(`marcada por ${moderator}`).waitFor();
  // What is being read does not move away: it says that it is solved, and is gone with the next look.
  await row.getByText('Resuelta').waitFor();
  await board.reload();
  expect(await row.count()).toBe(0);
  await board.getByRole('link', { name: 'Todas las preguntas' }).click();
  await row.getByText('Resuelta').waitFor();

  await desktop.getByRole('link', { name: 'Ir a la respuesta' }).click();
  await desktop.waitForURL(/post=2#post-2/);
  expect(await desktop.getByRole('button', { name: 'Esto responde la pregunta' }).count()).toBe(0);

  await phone.locator('#post-2').getByRole('button', { name: 'Not the answer after all' }).click();
  await desktop.getByTestId('answer').waitFor({ state: 'detached' });
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 90_000);

test('before scripts run, an answer is accepted and taken back by the page’s form', async () => {
  const { id } = await anOpenQuestion();
  const rosa = await asNamed(browser, demo, moderator, { scripts: false });
  const page = await rosa.open(`/t/${id}`);
  await page.locator('#post-3').getByRole('button', { name: 'This answers the question' }).click();
  await page.getByTestId('answer').waitFor();
  await page.locator('#post-3').getByRole('button', { name: 'Not the answer after all' }).click();
  await page.locator('#post-3').getByRole('button', { name: 'This answers the question' }).waitFor();
  expect(await page.getByTestId('answer').count()).toBe(0);
  await rosa.close();
}, 60_000);

test('what one is asked for who begins a thread goes by what the board is for', async () => {
  const visitor = await asNamed(browser, demo, member);
  const questions = await visitor.open('/b/attendance');
  await questions.getByRole('link', { name: 'Ask a question' }).click();
  await questions.getByLabel('Your question, in one sentence').waitFor();
  // Announcements are begun by staff: others are not offered it, and go back where they try.
  const news = await visitor.open('/b/news/new');
  expect(new URL(news.url()).pathname).toBe('/b/news');
  expect(await news.getByRole('link', { name: 'Write an announcement' }).count()).toBe(0);
  await visitor.close();
  const staff = await asNamed(browser, demo, moderator, { locale: 'es' });
  const page = await staff.open('/b/news');
  await page.getByRole('link', { name: 'Escribir un anuncio' }).waitFor();
  await staff.close();
}, 60_000);

test('whoever has the same question says so by one tap, and all see how many do', async () => {
  const { rows } = await demo.see('board.get', { boardId: 'attendance' });
  const question = rows.find(({ by }) => by?.name !== member && by?.name !== moderator);
  const [ana, rosa] = [
    await visit(browser, demo.url, { width: 360 }),
    await visit(browser, demo.url, { locale: 'es' }),
  ];
  await Promise.all([signInAs(ana, member), signInAs(rosa, moderator)]);
  const [phone, desktop] = [await ana.open(`/t/${question?.id}`), await rosa.open(`/t/${question?.id}`)];
  await Promise.all([phone, desktop].map(untilLive));
  await phone.locator('#post-1').getByRole('button', { name: 'Same question here' }).click();
  await desktop.locator('#post-1').getByRole('button', { name: 'Tengo la misma pregunta: 1' }).click();
  await phone.locator('#post-1').getByRole('button', { name: 'Same question here: 2' }).waitFor();
  // What is said of answers is something else.
  expect(await phone.locator('#post-2').getByRole('button', { name: 'Same question here' }).count()).toBe(0);
  expect([...ana.faults, ...rosa.faults]).toEqual([]);
  await Promise.all([ana.close(), rosa.close()]);
}, 60_000);
