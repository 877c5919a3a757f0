import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertBoard } from '@hearth/server/features/boards/store';
import { boardId } from '@hearth/shared/boards/entity';
import { accountLimits } from '@hearth/shared/accounts/limits';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { Browser, Page } from 'playwright-core';
import type { TestApp } from '../support/app.ts';
import { openBrowser, visit } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { twoServers } from '../support/two-servers.ts';

let app: TestApp;
let url: string;
let close: () => Promise<void>;
let browser: Browser;
let paths: string[];
let worst: Person;

const long = (sign: string, length: number) => sign.repeat(length);

/** Whatever is wide: one word, one line of code, a table, an address, what stands in each other as deep as it may. */
const WIDE = [
  long('W', 2_000),
  `    ${'indented words '.repeat(30)}`,
  `\`\`\`\n${long('code_', 400)}\n${'code and code '.repeat(60)}\n\`\`\``,
  `\`${long('x', 400)}\``,
  `${'| a wide cell '.repeat(20)}|\n${'|---'.repeat(20)}|\n${`| ${long('w', 60)} `.repeat(20)}|`,
  `https://example.org/${long('a', 600)}`,
  `[${long('link', 100)}](https://example.org/${long('b', 300)})`,
  `![${long('picture', 60)}](https://example.org/a.png)`,
  `${'>'.repeat(16)} deep ${long('q', 100)}`,
  Array.from({ length: 8 }, (_, depth) => `${' '.repeat(2 * depth)}- point ${long('p', 60)}`).join('\n'),
  `# ${long('HEADING', 30)}`,
  long('\u00a0\u00a0x', 200),
  long('﷽', 60),
];

beforeAll(async () => {
  const opened = await twoServers();
  ({ app, close } = opened);
  url = opened.servers[0].url;
  browser = await openBrowser();
  ({ paths, worst } = await writeTheWorst());
}, 120_000);

afterAll(async () => {
  await browser.close();
  await close();
}, 30_000);

async function writeTheWorst() {
  const board = boardId.parse('wide');
  const both = (text: string) => ({ en: text, es: text });
  const name = both(long('Board', 16));
  const rest = {
    icon: 'people',
    readers: 'everyone',
    order: 1,
    threads: 0,
    lastPostAt: null,
    seq: 0,
    mark: '',
  } as const;
  await insertBoard({ _id: board, name, purpose: both(long('Purpose', 30)), ...rest });

  const person = await app.person({
    name: long('N', accountLimits.name),
    school: long('S', accountLimits.school),
    role: 'admin',
  });
  const worst = new Person(url, person.id, person.cookie);
  const profile = {
    name: long('N', accountLimits.name),
    school: long('S', accountLimits.school),
    bio: long('B', accountLimits.bio),
  } as const;
  await worst.do('account.edit-profile', {
    ...profile,
    work: 'coordinator',
    state: 'OH',
    languages: ['en'],
    locale: 'en',
  });
  const [first = '', ...others] = WIDE;
  const title = long('T', threadLimits.title);
  const { thread } = await worst.do('thread.start', { boardId: board, title, text: first, language: 'en' });
  for (const text of others) await worst.do('post.reply', { threadId: thread.id, text });

  const room = await aWideRoom(worst);
  await app.settled();
  const own = [`/people/${worst.personId}`, '/you', '/welcome'];
  return {
    worst,
    paths: ['/', '/boards', `/b/${board}`, `/b/${board}/new`, `/t/${thread.id}`, '/rooms', `/rooms/${room.id}`, ...own],
  };
}

async function aWideRoom(worst: Person) {
  const startsAt = new Date(Date.now() + 60_000).toISOString();
  const words = { title: long('R', roomLimits.title), purpose: long('P', roomLimits.purpose) };
  const plan = {
    ...words,
    language: 'en',
    readers: 'everyone',
    startsAt,
    minutes: 60,
    hosts: new Array<string>(),
  } as const;
  const room = await worst.do('room.schedule', plan);
  await worst.do('room.open', { roomId: room.id });
  const ask = (text: string) => worst.do('question.ask', { roomId: room.id, text, anonymous: false });
  await ask(long('Q', roomLimits.question));
  const { question } = await ask(long('A', roomLimits.question));
  await worst.do('question.answered', { roomId: room.id, questionId: question.id, note: long('N', roomLimits.note) });
  await worst.do('question.answer-now', {
    ...{ roomId: room.id, questionId: (await ask(long('X', roomLimits.question))).question.id },
    replaces: null,
  });
  return room;
}

/** What stands out of the screen, and is not inside of something that scrolls for itself. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element.parentElement),
    );
    return [`${wide} px`, ...out.slice(-4).map((element) => `${element.tagName} ${element.className}`)];
  });
}

const SIZES = [
  { width: 320, text: 100 },
  { width: 360, text: 100 },
  { width: 320, text: 200 },
  { width: 360, text: 200 },
  { width: 1280, text: 200 },
];

test.each(['en', 'es'] as const)(
  'W1, U6: in %s, nothing that anyone may write makes a page wider than a phone, nor at 200 %% text',
  async (locale) => {
    const visitor = await visit(browser, url, { locale });
    const [name = '', value = ''] = (worst.cookie ?? '').split('=');
    await visitor.context.addCookies([{ name, value, url }]);
    const found: string[] = [];
    for (const path of paths) {
      const page = await visitor.open(path);
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      for (const { width, text } of SIZES) {
        await page.setViewportSize({ width, height: 740 });
        await page.evaluate((percent) => (document.documentElement.style.fontSize = `${(17 * percent) / 100}px`), text);
        const wide = await tooWide(page);
        if (wide.length > 0) found.push(`${path} at ${width} px, ${text} %: ${wide.join(', ')}`);
      }
      await page.close();
    }
    expect(found).toEqual([]);
    await visitor.close();
  },
  120_000,
);

test('W1: what is wide scrolls within its post, and a table has lines', async () => {
  const visitor = await visit(browser, url, { width: 360 });
  const page = await visitor.open(paths.find((path) => path.startsWith('/t/')) ?? '');
  for (const tag of ['pre', 'table']) {
    const { inner, outer } = await page
      .locator(`.words ${tag}`)
      .first()
      .evaluate((element) => ({ inner: element.scrollWidth, outer: element.clientWidth }));
    expect(inner).toBeGreaterThan(outer);
    expect(outer).toBeLessThan(360);
  }
  const line = await page
    .locator('.words td')
    .first()
    .evaluate((cell) => getComputedStyle(cell).borderBottomWidth);
  expect(line).toBe('1px');
  expect(await page.locator('.keys').isVisible()).toBe(false);
  await visitor.close();
}, 60_000);
