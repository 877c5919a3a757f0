import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import { boardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive } from '../support/browser.ts';
import { keepsGoing } from '../support/builders.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What somebody does whose post moderators have removed. */

let demo: Demo;
let browser: Browser;
let moderators: string[];
let [author, mo, reporter]: Person[] = [];
const AUTHOR = 'Marisol Vega';
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  moderators = [named('moderator'), named('admin')];
  [author, mo, reporter] = [
    await personNamed(browser, demo, AUTHOR),
    await personNamed(browser, demo, moderators[0]),
    await personNamed(browser, demo, 'Ana Fuentes'),
  ];
}, 120_000);

const axeFaults = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(({ id }) => id);

/** A thread that a moderator has removed, by a rule and with words. */
async function removed(title: string, text: string): Promise<ThreadId> {
  const { thread } = await present(author).do('thread.start', {
    ...{ boardId: boardId.parse('families'), title, text, language: 'en' },
  });
  const subject = { kind: 'post', threadId: thread.id, no: 1 } as const;
  await keepsGoing(present(reporter), thread.id);
  await present(reporter).do('report.make', { subject, reason: 'other', note: '' });
  const { rows } = await present(mo).see('review.list', {});
  const isIt = ({ subject: its }: (typeof rows)[number]['item']) => its.kind === 'post' && its.threadId === thread.id;
  const { id: itemId, rev } = present(rows.find(({ item }) => isIt(item))).item;
  const decision = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
  await present(mo).do('review.resolve', { itemId, rev, ...decision });
  return thread.id;
}

test('Complaint 12: removed, its author reads why, appeals, and another moderator brings it back before everybody’s eyes', async () => {
  const id = await removed('The bus is late again', 'The bus company does not care.');
  const [own, desk] = [
    await asNamed(browser, demo, AUTHOR, { width: 360 }),
    await asNamed(browser, demo, moderators[1], { locale: 'es', theme: 'dark' }),
  ];
  const reading = await desk.open(`/t/${id}`);
  await untilLive(reading);
  await reading.locator('#post-1').getByText('The bus company does not care.').waitFor({ state: 'detached' });

  const page = await own.open('/bell');
  const notice = page.getByTestId('rows').locator('li').filter({ hasText: 'The bus is late again' });
  await notice.getByRole('link', { name: 'Moderators removed a post of yours' }).press('Enter');
  const card = page.getByTestId('removed').filter({ hasText: 'The bus is late again' });
  await card.getByText('Kinder, please.').waitFor();
  await card.getByRole('link', { name: /^Rule: / }).waitFor();
  // With the keyboard alone.
  await card.getByText('Appeal', { exact: true }).press('Enter');
  await card.getByLabel('Why it is wrong').fill('It is about a company, and nobody in particular.');
  expect(await axeFaults(page)).toEqual([]);
  await card.getByRole('button', { name: 'Send the appeal' }).press('Enter');
  await card.getByText('The appeal waits for another moderator').waitFor();

  const queue = await desk.open('/desk/queue');
  await queue.getByTestId('review').filter({ hasText: 'The bus is late again' }).getByRole('link').click();
  const appealed = queue.getByTestId('appealed');
  await appealed.getByText('It is about a company, and nobody in particular.').waitFor();
  await appealed.getByText('Kinder, please.').waitFor();
  await queue.getByText('The bus company does not care.').first().waitFor();
  expect(await axeFaults(queue)).toEqual([]);
  await queue.getByLabel('Su respuesta a la apelación').fill('Es verdad.');
  await queue.getByRole('button', { name: 'Restablecerlo' }).click();
  await queue.getByRole('button', { name: 'Revertir la decisión' }).waitFor();
  await reading.locator('#post-1').getByText('The bus company does not care.').waitFor();

  await page.goto(`${demo.url}/bell`);
  await notice.getByRole('link', { name: 'Moderators brought a post of yours back' }).waitFor();
  await page.goto(`${demo.url}/you/standing`);
  await card.getByText('The appeal was successful: it stands again.').waitFor();
  await card.getByText('Es verdad.').waitFor();
  expect(await page.content()).not.toContain(present(moderators[1]));
  expect([...own.faults, ...desk.faults]).toEqual([]);
  await Promise.all([own.close(), desk.close()]);
}, 120_000);

test('in Spanish and without scripts: an appeal needs an answer, is turned down, and is read with the answer', async () => {
  await removed('A second bus', 'Nobody cares at all.');
  const looks = { locale: 'es', scripts: false, width: 360 } as const;
  const [own, desk] = [await asNamed(browser, demo, AUTHOR, looks), await asNamed(browser, demo, moderators[1], looks)];
  const page = await own.open('/you/standing');
  const card = page.getByTestId('removed').filter({ hasText: 'A second bus' });
  await card.getByText('Apelar', { exact: true }).click();
  await card.getByLabel('Por qué es un error').fill('Era una broma.');
  await card.getByRole('button', { name: 'Enviar la apelación' }).click();
  await card.getByText('La apelación espera a otra persona de la moderación').waitFor();

  const queue = await desk.open('/desk/queue');
  await queue.getByTestId('review').filter({ hasText: 'A second bus' }).getByRole('link').click();
  await queue.getByRole('button', { name: 'Mantenerlo retirado' }).click();
  await queue.getByRole('alert').getByText('Escriba unas palabras para quien apeló').waitFor();
  await queue.getByLabel('Su respuesta a la apelación').fill('Hirió a alguien.');
  await queue.getByRole('button', { name: 'Mantenerlo retirado' }).click();
  await queue.getByRole('button', { name: 'Revertir la decisión' }).waitFor();

  await page.reload();
  await card.getByText('La apelación se resolvió: sigue retirado.').waitFor();
  await card.getByText('Hirió a alguien.').waitFor();
  const bell = await own.open('/bell');
  await bell.getByRole('link', { name: 'Se resolvió su apelación: el mensaje sigue retirado' }).first().waitFor();
  await Promise.all([own.close(), desk.close()]);
}, 120_000);

test('removed, changed and sent again on a phone, it waits for a moderator, and is there once one has looked', async () => {
  await removed('A third bus', 'The driver is a fool.');
  const [own, desk] = [
    await asNamed(browser, demo, AUTHOR, { width: 360, scripts: false }),
    await asNamed(browser, demo, moderators[1]),
  ];
  const page = await own.open('/you/standing');
  const card = page.getByTestId('removed').filter({ hasText: 'A third bus' });
  await card.getByLabel('Your words').fill('The driver may need a break.');
  await card.getByRole('button', { name: 'Send it to a moderator' }).click();
  await page.waitForURL('**/you/waiting');
  const held = page.getByTestId('held').filter({ hasText: 'The driver may need a break.' });
  await held.getByText('Waiting for a moderator').first().waitFor();
  const again = await own.open('/you/standing');
  await again.getByTestId('removed').filter({ hasText: 'A third bus' }).getByRole('status').waitFor();

  const queue = await desk.open('/desk/queue');
  await queue.getByTestId('review').filter({ hasText: 'The driver may need a break.' }).getByRole('link').click();
  await queue.getByText('it was removed, and its author has rewritten it').waitFor();
  await queue.getByRole('button', { name: 'Publish', exact: true }).click();
  await queue.getByTestId('history').getByText('published it').waitFor();
  const there = page.getByRole('link', { name: 'See it in the thread' });
  // Without scripts a page is as it was: a decision is told before it is carried out.
  await until(async () => {
    await page.reload();
    return (await there.count()) > 0;
  }, 'it to be published');
  await there.first().click();
  await page.getByTestId('posts').getByText('The driver may need a break.').waitFor();
  expect(desk.faults).toEqual([]);
  await Promise.all([own.close(), desk.close()]);
}, 120_000);
