import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { Mailbox } from '../support/mailbox.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { present } from '../support/parts.ts';

const PEOPLE = 20;
const WITHOUT_SCRIPTS = 3;
/** At the browsers of one machine at the same time: more would only wait for each other. */
const AT_ONCE = 5;

let demo: Demo;
let mailbox: Mailbox;
let browser: Browser;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  // With the limits as they are for everybody.
  [demo, browser] = await Promise.all([openDemo({ SMTP_URL: mailbox.url, HEARTH_RATE_FACTOR: '1' }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
  await mailbox.close();
}, 30_000);

const words = {
  en: { welcome: 'Welcome, ', room: 'Ask somebody who knows' },
  es: { welcome: '¡Le damos la bienvenida, ', room: 'Pregunte a alguien que sabe' },
} as const;

interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly locale: 'en' | 'es';
  readonly scripts: boolean;
  /** Loses the network before asking. */
  readonly isCutOff: boolean;
  readonly question: string;
}

const newcomers = Array.from({ length: PEOPLE }, (_, n): Newcomer => {
  const locale = n % 2 === 0 ? 'en' : 'es';
  return {
    name: `${['Omar', 'Inés', 'Dana', 'Lucía'][n % 4]} ${String.fromCharCode(65 + n)}rrieta`,
    email: `newcomer-${n}@school.example`,
    locale,
    scripts: n >= WITHOUT_SCRIPTS,
    isCutOff: n === WITHOUT_SCRIPTS,
    question: locale === 'en' ? `First question of number ${n}?` : `¿Primera pregunta del número ${n}?`,
  };
});

/** A link for all of them, as a moderator hands it round. */
async function invitation(): Promise<string> {
  const staff = (await demo.see('demo.people', {})).find(({ role }) => role !== 'member');
  if (!staff) throw new Error('nobody of the demo network may invite');
  const moderator = new Person(demo.url, null, null);
  await moderator.do('account.demo-sign-in', { personId: staff.id });
  const { link } = await moderator.do('invitation.create', { uses: PEOPLE, locale: 'en' });
  const { pathname, search } = new URL(link);
  return pathname + search;
}

async function join(page: Page, { name, email, locale }: Newcomer): Promise<void> {
  await page.locator('input[name=name]').fill(name);
  await page.locator('select[name=work]').selectOption('teacher');
  await page.locator('input[name=email]').fill(email);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/sign-in\/code\?/);
  const code = /\d{6}/.exec((await mailbox.latestTo(email)).subject)?.[0] ?? '';
  await page.locator('input[name=code]').fill(code);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL('/hello');
  await page.getByRole('heading', { level: 1, name: words[locale].welcome + name }).waitFor();
}

async function ask(visitor: Visitor, page: Page, { locale, scripts, isCutOff, question }: Newcomer): Promise<void> {
  await page.getByRole('link', { name: words[locale].room }).click();
  await page.waitForURL(/\/rooms\/\w+$/);
  if (scripts) await untilLive(page);
  if (isCutOff) await visitor.context.setOffline(true);
  const form = page.getByTestId('ask');
  await form.getByRole('textbox').fill(question);
  await form.getByRole('button').click();
  await page.getByText(question).first().waitFor();
  if (!isCutOff) return;
  expect(await asked(roomOf(page))).not.toContain(question);
  await visitor.context.setOffline(false);
}

const roomOf = (page: Page) => present(new URL(page.url()).pathname.split('/').at(-1));

/** What a stranger reads in the room. */
const asked = async (roomId: string) => JSON.stringify(await demo.see('room.get', { roomId }));

test('twenty new people behind one address go from an invitation to their first question, half in Spanish, three without scripts, one off line in between', async () => {
  const [path, waiting] = [await invitation(), [...newcomers]];
  const inTurn = async () => {
    for (let newcomer = waiting.shift(); newcomer; newcomer = waiting.shift()) {
      const { question, locale, scripts } = newcomer;
      const visitor = await visit(browser, demo.url, { locale, scripts, width: 360 });
      const page = await visitor.open(path);
      await join(page, newcomer);
      await ask(visitor, page, newcomer);
      await until(async () => (await asked(roomOf(page))).includes(question), question);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
}, 180_000);
