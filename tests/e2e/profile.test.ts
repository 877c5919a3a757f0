import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const said = {
  en: { lately: 'Written lately', see: 'See how others see you', change: 'Change it' },
  es: { lately: 'Escrito hace poco', see: 'Ver cómo le ven los demás', change: 'Cambiarlo' },
} as const;

test.each([
  ['en', 'light', 1280],
  ['es', 'dark', 360],
] as const)(
  'Weak 13: in %s (%s, %i px) a profile says who somebody is and leads to what they wrote',
  async (locale, theme, width) => {
    const [latest] = await demo.see('thread.latest', { most: 1 });
    const writer = latest?.thread.by;
    const reader = (await demo.see('demo.people', {})).find(({ id }) => id !== writer?.personId);
    if (!writer || !reader) throw new Error('the demo network has nobody who wrote, or nobody else');
    const visitor = await asNamed(browser, demo, reader.name, { locale, theme, width });
    const page = await visitor.open(`/people/${writer.personId}`);
    await page.getByRole('heading', { level: 1, name: writer.name }).waitFor();
    const posts = page.getByRole('region', { name: said[locale].lately }).getByRole('listitem');
    await posts.filter({ hasText: latest.thread.title }).first().getByRole('link').click();
    await page.waitForURL((url) => url.pathname.startsWith(`/t/${latest.thread.id}`));

    await page.goto('/you');
    await page.getByRole('link', { name: said[locale].see }).click();
    await page.getByRole('link', { name: said[locale].change }).click();
    await page.waitForURL((url) => url.pathname === '/you');
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(['light', 'dark'] as const)(
  'weak 14: in the %s theme somebody has one colour, wherever they are met',
  async (theme) => {
    const visitor = await visit(browser, demo.url, { theme });
    const signIn = await visitor.open('/sign-in');
    const faces = await signIn.getByRole('button').evaluateAll((buttons) =>
      buttons.flatMap((button) => {
        const face = button.querySelector('.avatar');
        const name = button.querySelector('strong')?.textContent ?? '';
        return face ? [[name, getComputedStyle(face).backgroundColor] as const] : [];
      }),
    );
    expect(new Set(faces.map(([, colour]) => colour)).size).toBeGreaterThan(3);
    const colours = new Map(faces);

    const latest = await demo.see('thread.latest', { most: 20 });
    const shown = latest.find(({ thread }) => thread.by && colours.has(thread.by.name))?.thread;
    const page = await visitor.open(`/t/${shown?.id}`);
    const first = page.locator('#post-1 .avatar');
    const colour = await first.evaluate((face) => getComputedStyle(face).backgroundColor);
    expect(colour).toBe(colours.get(shown?.by?.name ?? ''));
    await visitor.close();
  },
  60_000,
);

test('staff take somebody’s picture away on their page, and members are shown no button', async () => {
  const people = await demo.see('demo.people', {});
  const members = people.filter(({ role }) => role === 'member');
  const [reader, moderator] = [members.at(-1), people.find(({ role }) => role === 'moderator')];
  if (!reader || !moderator) throw new Error('the demo network has no members, or no moderator');
  const visitor = await asNamed(browser, demo, reader.name, { locale: 'es', width: 360 });
  const page = await visitor.open('/boards');
  const [face, remove] = [page.locator('header.who img'), page.getByRole('button', { name: 'Quitar la foto' })];
  let path = '';
  for (const { id } of members.slice(0, -1)) {
    path = `/people/${id}`;
    await page.goto(path);
    if ((await face.count()) > 0) break;
  }
  expect([await face.count(), await remove.count()]).toEqual([1, 0]);
  await visitor.context.clearCookies({ name: 'hearth' });
  await signInAs(visitor, moderator.name);
  await page.goto(path);
  await remove.click();
  await face.waitFor({ state: 'detached' });
  await remove.waitFor({ state: 'detached' });
  await visitor.close();
}, 60_000);
