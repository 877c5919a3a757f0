import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** What a screen reader says of a page, line by line, in its order. */
const aloud = async (page: Page): Promise<string[]> =>
  (await page.locator('body').ariaSnapshot()).split('\n').map((line) => line.trim());

/** The places of lines that begin so, one after the other. */
const placesOf = (lines: readonly string[], ...begins: readonly string[]): number[] =>
  begins.map((begin) => lines.findIndex((line) => line.replaceAll("'", '').startsWith(begin)));

test.each([
  ['en', 1280, ['Skip to content', 'Main navigation', 'Pinned', 'All threads', 'Your reply', 'Post reply']],
  ['es', 360, ['Ir al contenido', 'Navegación principal', 'Fijado', 'Todos los temas', 'Su respuesta', 'Publicar']],
] as const)(
  'in %s at %i px board, thread and composer read aloud make sense in their order',
  async (locale, width, [skip, navigation, pinned, all, reply, post]) => {
    const { pages } = await pagesOf(demo.see);
    const member = (await demo.see('demo.people', {})).find(({ role }) => role === 'member');
    const visitor = await asNamed(browser, demo, member?.name ?? '', { locale, width });

    const board = await visitor.open(pages.get('board') ?? '');
    await untilLive(board);
    const list = await aloud(board);
    const order = placesOf(
      list,
      ...[`- link "${skip}`, `- navigation "${navigation}`, '- main:', '- heading', `- heading "${pinned}`],
      ...[`- heading "${all}`, '- contentinfo:'],
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    // Signs that are drawn say nothing.
    expect(list.join('\n')).not.toMatch(/[▾▸📌]/u);

    const thread = await visitor.open(pages.get('thread') ?? '');
    await thread.getByTestId('composer').getByRole('button', { name: post }).waitFor();
    const [title, ...writers] = await thread.getByRole('main').getByRole('heading').allInnerTexts();
    expect(title).toBeTruthy();
    const posts = thread.getByTestId('posts').locator('li[id]');
    expect(writers).toHaveLength(await posts.count());
    const lines = await aloud(thread);
    const toWrite = placesOf(lines, '- heading', '- listitem:', `- textbox "${reply}`, `- button "${post}`);
    expect(toWrite).toEqual(toWrite.toSorted((a, b) => a - b));
    expect(toWrite).not.toContain(-1);

    const bell = await visitor.open('/bell');
    const buttons = bell.locator('ul form').getByRole('button');
    const names = await buttons.evaluateAll((some) => some.map((one) => one.getAttribute('aria-label')));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    await visitor.close();
  },
  120_000,
);

test('beside a board stands when somebody last wrote on it, also where a pinned thread comes first', async () => {
  const { pages } = await pagesOf(demo.see);
  const [board] = await demo.see('board.list', {});
  const { rows } = await demo.see('board.get', { boardId: board?.id ?? '' });
  const latest = rows
    .map(({ lastPostAt }) => lastPostAt)
    .toSorted()
    .at(-1);
  expect(latest).not.toBe(rows[0]?.lastPostAt);
  const visitor = await visit(browser, demo.url, { scripts: false });
  const page = await visitor.open(pages.get('board') ?? '');
  const about = page.getByRole('region', { name: 'About this board' });
  expect(await about.getByRole('time').getAttribute('datetime')).toBe(latest);
  await visitor.close();
}, 60_000);
