import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pagesOf } from '../support/pages.ts';
import { Person } from '../support/person.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** Each calls `alert` wherever it is taken for more than text; classics from OWASP and DOMPurify. */
const scripts = [
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '"><svg onload=alert(1)>',
  "';alert(1)//",
  '</script><script>alert(1)</script>',
  '{@html "<img src=x onerror=alert(1)>"}',
  '[click](javascript:alert(1)) [click](jAvAsCrIpT&colon;alert(1)) [click](data:text/html,<script>alert(1)</script>)',
];

/** The demo's administrator, who may fill in every field. */
async function signedIn(): Promise<Person> {
  const people = await demo.see('demo.people', {});
  const admin = people.find(({ role }) => role === 'admin');
  const person = new Person(demo.url, admin?.id ?? null, null);
  await person.do('account.demo-sign-in', { personId: person.personId });
  return person;
}

test('attacks 47, 48: what looks like a script is words in every field, on every page', async () => {
  const person = await signedIn();
  const paths = new Set<string>();
  for (const script of scripts) {
    const { thread } = await person.do('thread.start', {
      boardId: (await person.see('board.list', {}))[0]?.id ?? '',
      title: script,
      text: script,
      language: 'en',
    });
    await person.do('post.reply', { threadId: thread.id, text: `${script}\n\n> ${script}\n\n\`${script}\`` });
    paths.add(`/t/${thread.id}`).add(`/b/${thread.boardId}`);
  }
  const words = scripts.join(' ');
  const profile = { work: 'teacher' as const, state: 'OH', languages: ['en' as const], locale: 'en' as const };
  const about = { ...profile, school: scripts[3] ?? '', bio: words.slice(0, 600) };
  // Names may not contain such characters.
  expect(await person.try('account.edit-profile', { ...about, name: `Ana ${scripts[0]}` })).toMatchObject({
    error: { fields: { name: 'signs' } },
  });
  await person.do('account.edit-profile', { ...about, name: 'Ana Scripts' });
  const room = await person.do('room.schedule', {
    title: scripts[0] ?? '',
    purpose: words.slice(0, 600),
    language: 'en',
    readers: 'everyone',
    startsAt: new Date().toISOString(),
    minutes: 30,
    hosts: [],
  });
  await person.do('room.open', { roomId: room.id });
  for (const text of scripts) {
    const { question } = await person.do(
      'question.ask',
      { roomId: room.id, text: text.slice(0, 300), anonymous: false },
      randomUUID(),
    );
    await person.do('question.answered', { roomId: room.id, questionId: question.id, note: text });
  }
  const { pages } = await pagesOf(demo.see);
  for (const path of [...pages.values(), `/rooms/${room.id}`, `/people/${person.personId}`]) paths.add(path);

  const visitor = await visit(browser, demo.url);
  const [name = '', value = ''] = (person.cookie ?? '').split('=');
  await visitor.context.addCookies([{ name, value, url: demo.url }]);
  for (const path of paths) {
    const page = await visitor.open(path);
    await page.waitForTimeout(200);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(links.filter((href) => /^\s*(javascript|data|vbscript):|^\/\//i.test(href))).toEqual([]);
    await page.close();
  }
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 300_000);
