import { beforeAll, expect, test } from '@jest/globals';
import { groupIdOfKey } from '@hearth/server/demo/groups';
import { boardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

/** The log of what was done by whoever looks after others' things. */

let demo: Demo;
let browser: Browser;
let [admin, moderator, member]: string[] = [];
let thread: { id: string; title: string };
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  [admin, moderator, member] = [named('admin'), named('moderator'), named('member')];
  const latest = await demo.see('thread.latest', { most: 5 });
  thread = present(latest.find((one) => !one.thread.lock)).thread;
}, 120_000);

const who = (name: string | undefined) => present(name);

async function lockAs(visitor: Visitor, reason: string): Promise<void> {
  const page = await visitor.open(`/moderate/${thread.id}`);
  await page.getByLabel('Reason, for everybody to read').fill(reason);
  await page.getByRole('button', { name: 'Lock this thread' }).click();
  await page.waitForURL(/\/t\//);
  await page.close();
}

test('what a moderator does stands in the log as a sentence, with its reason and links; narrowed, and as a file', async () => {
  const [mo, boss] = [await visit(browser, demo.url), await visit(browser, demo.url, { width: 360 })];
  await Promise.all([signInAs(mo, who(moderator)), signInAs(boss, who(admin))]);
  await lockAs(mo, '=HYPERLINK("https://evil.example")');
  const page = await boss.open('/desk');
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  // Of more tabs than a phone has room for, the one whose page this is is in sight, also when it is opened by its address.
  await page.waitForURL('**/desk/log');
  await page.reload();
  await page.waitForFunction(() => {
    const tab = document.querySelector('main nav [aria-current], nav[aria-label=Desk] [aria-current]');
    return tab !== null && tab.getBoundingClientRect().right <= window.innerWidth;
  });
  const first = page.getByTestId('log').locator('> li').first();
  await first.getByText(`${who(moderator)} locked ${thread.title}`).waitFor();
  await first.getByText('Reason: =HYPERLINK').waitFor();
  expect(await first.getByRole('link', { name: thread.title }).getAttribute('href')).toBe(`/t/${thread.id}`);
  await first.getByRole('link', { name: `Only by ${who(moderator)}` }).click();
  await page
    .getByText(`By ${who(moderator)}`, { exact: false })
    .first()
    .waitFor();

  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const stream = await (await file).createReadStream();
  const csv = Buffer.concat(await stream.toArray()).toString('utf8');
  expect(csv).toContain(`"${who(moderator)} locked ${thread.title}"`);
  // A spreadsheet takes it for words.
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect([...mo.faults, ...boss.faults]).toEqual([]);
  await Promise.all([mo.close(), boss.close()]);
}, 90_000);

test('who may do what on a board is said in words, for groups and for nobody as well', async () => {
  const visitor = await asNamed(browser, demo, who(admin), { locale: 'es', width: 360 });
  const boss = await personOf(visitor, demo);
  const both = { en: 'For some', es: 'Para algunos' };
  const nobody = { circle: 'nobody' as const, groups: [] };
  await boss.do('board.create', {
    ...{ boardId: boardId.parse('for-some'), name: both, purpose: both, icon: 'chat', colour: 'pine' },
    ...{ kind: 'discussion', after: null },
    rights: { ...rightsFor('members'), read: { ...nobody, groups: [groupIdOfKey('coordinators')] }, start: nobody },
  });
  const until = new Date(Date.now() + 9 * 86_400_000).toISOString();
  await boss.do('thread.pin', { threadId: thread.id, until });
  const page = await visitor.open('/desk/log');
  const rows = page.getByTestId('log').locator('> li');
  // As people write a moment, by the reader's own clock.
  const end = rows.first().locator(`time[datetime="${until}"]`, { hasText: /^\S+ \d+ de \S+ .*[ap]\.m\.$/u });
  await end.waitFor();
  const first = rows.nth(1);
  await first.getByText('Puede leer: Coordinators', { exact: true }).waitFor();
  await first.getByText('Puede abrir temas: nadie', { exact: true }).waitFor();
  await first.getByText('Puede responder: Todos los miembros', { exact: true }).waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);

test('in Spanish and without scripts it is read and narrowed by a form', async () => {
  const visitor = await asNamed(browser, demo, who(admin), { locale: 'es', theme: 'dark', scripts: false });
  const page = await visitor.open('/desk/log');
  await page
    .getByText(`${who(moderator)} cerró ${thread.title}`)
    .first()
    .waitFor();
  await page.locator('summary').first().click();
  // What a decision removes stands there as well, though nobody gives that command for others.
  await page.getByLabel('Qué').selectOption('post.delete');
  await page.getByLabel('Qué').selectOption({ label: 'Movió …' });
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await page.getByText('No hay nada aquí').waitFor();
  await page.getByLabel('Qué').selectOption({ label: 'Cerró …' });
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await page
    .getByText(`${who(moderator)} cerró ${thread.title}`)
    .first()
    .waitFor();
  // Whose acts they are is asked by name; several of one name, or nobody, is said.
  await page.getByLabel('De quién').fill(`${who(moderator).slice(0, -1)}`);
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await page
    .getByText(`De ${who(moderator)}`)
    .first()
    .waitFor();
  await page.getByLabel('Sobre quién').fill('Xyzzy');
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await page.getByText('Nadie se llama así.').waitFor();
  expect(await page.getByTestId('log').count()).toBe(0);
  await visitor.close();
}, 60_000);

test('a field that says what is wrong with it stands in line with those beside it', async () => {
  const visitor = await asNamed(browser, demo, who(admin));
  const page = await visitor.open('/desk/log?by=Xyzzy');
  await page.getByText('Nobody has that name.').waitFor();
  const topOf = async (name: string) => (await page.locator(`[name=${name}]`).boundingBox())?.y;
  expect(await topOf('by')).toBe(await topOf('about'));
  await visitor.close();
}, 60_000);

test('whoever looks after nothing finds no log', async () => {
  const visitor = await asNamed(browser, demo, who(member));
  const page = await visitor.context.newPage();
  for (const path of ['/desk/log', '/desk/log/log.csv']) expect((await page.goto(path))?.status()).toBe(404);
  await visitor.close();
}, 60_000);
