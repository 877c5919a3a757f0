import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { openBrowser, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { deskPagesOf } from '../support/desk-pages.ts';
import { pagesOf } from '../support/pages.ts';
import { nextOn } from '../support/dates.ts';

let demo: Demo;
let browser: Browser;
/** Demo addresses of every page, by name. */
let pages: Map<string, string>;
let staff: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  ({ pages, staff } = await pagesOf(demo.see));
  for (const [name, path] of await deskPagesOf(demo)) pages.set(name, path);
}, 120_000);

describe.each([
  ['light', 'en', 1280],
  ['dark', 'es', 360],
] as const)('in the %s theme, in %s, %d px wide', (theme, locale, width) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await asNamed(browser, demo, staff, { theme, locale, width });
  }, 30_000);
  afterAll(() => visitor.close());

  test('axe finds nothing on any page, and nothing runs out of the screen', async () => {
    const found: string[] = [];
    for (const [name, path] of pages) {
      const page = await visitor.open(path);
      await page.waitForTimeout(150);
      if (/^[45]/.test(await page.title()) !== (name === 'nowhere')) found.push(`${name}: not what it should be`);
      // The default mode opens a second page each time, which only cross-origin frames need.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      for (const { id, nodes } of violations)
        found.push(
          `${name}: ${id} ${nodes
            .map((node) => node.target.join(' '))
            .slice(0, 3)
            .join(', ')}`,
        );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${name}: ${overflow} px too wide`);
      await page.close();
    }
    expect(found).toEqual([]);
    expect(visitor.faults).toEqual([]);
  }, 900_000);
});

describe('before scripts run', () => {
  test('one reads, signs in, posts, asks and votes', async () => {
    const visitor = await asNamed(browser, demo, staff, { scripts: false });
    const thread = await visitor.open(pages.get('thread') ?? '');
    await thread.getByTestId('composer').getByRole('textbox').fill('Posted without a script.');
    await thread.getByRole('button', { name: 'Post reply' }).click();
    expect(await thread.getByTestId('posts').innerText()).toContain('Posted without a script.');

    const room = await visitor.open(pages.get('live room') ?? '');
    await room.getByTestId('ask').getByRole('textbox').fill('Asked without a script?');
    await room.getByRole('button', { name: 'Ask', exact: true }).click();
    expect(await room.content()).toContain('Asked without a script?');
    const button = room.locator('button[name=up][value=true]').first();
    const votes = Number(await button.innerText());
    await button.click();
    await room.waitForTimeout(700);
    await room.reload();
    expect(await room.locator('button[name=up][value=false]').allInnerTexts()).toContain(String(votes + 1));

    const start = await visitor.open(pages.get('new thread') ?? '');
    await start.getByLabel('What is it about?').fill('A thread without a script');
    await start.getByLabel('Your words').fill('It stands.');
    await start.getByRole('button', { name: 'Post thread' }).click();
    await start.waitForURL(/\/t\/[0-9a-f]{16}\/a-thread-without-a-script/);
    await visitor.close();
  }, 120_000);

  test('a refused form comes back with what was filled in', async () => {
    const visitor = await visit(browser, demo.url, { scripts: false });
    const page = await visitor.open('/t/0123456789abcdef?from=3');
    const signIn = page.getByRole('main').getByRole('link', { name: 'Sign in' });
    expect(await signIn.getAttribute('href')).toBe('/sign-in?next=%2Ft%2F0123456789abcdef%3Ffrom%3D3');
    await page.goto('/sign-in?next=/rooms');
    await page.getByLabel('Email address').first().fill('nobody@example.org');
    await page.getByLabel('Password').fill('wrong, whatever it is');
    await page.locator('form[action="?/password"] button').click();
    expect(await page.getByRole('alert').innerText()).toContain('do not match');
    expect(await page.getByLabel('Email address').first().inputValue()).toBe('nobody@example.org');

    // The page they wanted is not forgotten.
    expect(await page.getByRole('link', { name: 'Join' }).last().getAttribute('href')).toBe('/sign-up?next=%2Frooms');
    await page.getByRole('button', { name: new RegExp(staff) }).click();
    await page.waitForURL((url) => url.pathname === '/rooms');

    await joinInVain(page);

    // Saving a profile changes nothing else, and does not undo earlier choices.
    await visitor.context.addCookies([{ name: 'locale', value: 'es', url: demo.url }]);
    await page.goto('/you');
    const chosen = () => page.locator('select[name=locale]').inputValue();
    const before = await chosen();
    await page.getByRole('button', { name: 'Guardar' }).first().click();
    await page.waitForURL(/saved/);
    expect([await chosen(), await page.locator('html').getAttribute('lang')]).toEqual([before, 'es']);
    await visitor.close();
  }, 30_000);
});

/** Fills in the sign-up form so that it is refused twice, and comes back as it was. */
async function joinInVain(page: Page): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').first().fill('Nobody Yet');
  await page.getByLabel('Email address').fill('nobody@example.org');
  await page.getByLabel('Password').fill('qwertyuiopas');
  await page.getByLabel('Español').check();
  await page.locator('select[name=work]').selectOption('union');
  await page.getByRole('button', { name: 'Join' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('too easy to guess');
  expect(await page.getByLabel('Español').isChecked()).toBe(true);
  expect(await page.locator('select[name=work]').inputValue()).toBe('union');
  for (const language of ['English', 'Español']) await page.getByLabel(language).uncheck();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Please choose at least one').waitFor();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
}

describe('while scripts are still on their way', () => {
  test('what is filled in and chosen stays when they run', async () => {
    const visitor = await asNamed(browser, demo, staff);
    for (const name of ['you', 'person', 'sign up', 'new room', 'new thread', 'thread', 'live room']) {
      const arrive = await holdScripts(visitor);
      const page = await visitor.context.newPage();
      await page.goto(pages.get(name) ?? '', { waitUntil: 'commit' });
      await page.locator('footer').waitFor();
      await fillIn(page);
      const filled = await valuesIn(page);
      // It opens after the page's own scripts have run.
      const connection = page.waitForEvent('websocket');
      await arrive();
      await connection;
      expect({ name, ...(await valuesIn(page)) }).toEqual({ name, ...filled });
      if (name === 'thread' || name === 'live room') {
        await page.reload();
        await untilLive(page);
        expect({ name, ...(await valuesIn(page)) }).toEqual({ name, ...filled });
      }
      if (name === 'thread') expect(await addEarly(visitor, page)).toEqual(['early@example.org\n\nThanks']);
      if (name === 'live room') expect(await addEarly(visitor, page)).toEqual(['early@example.org', true]);
      await page.close();
    }
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);

  test.each([
    [`${nextOn('01-15')}T10:00`, `${nextOn('01-15')}T15:00:00.000Z`],
    [`${nextOn('07-15')}T10:00`, `${nextOn('07-15')}T14:00:00.000Z`],
  ])(
    'a room for %s on the wall in New York begins at %s',
    async (wall, instant) => {
      const visitor = await asNamed(browser, demo, staff);
      await holdScripts(visitor);
      const page = await visitor.context.newPage();
      await page.goto('/rooms/new', { waitUntil: 'commit' });
      await page.getByLabel('Title').fill(`At ${wall}`);
      await page.getByLabel('What it is about').fill('The day it begins.');
      await page.getByLabel('When').fill(wall);
      await page.getByRole('button', { name: 'Announce' }).click();
      await page.waitForURL(/\/rooms\/[0-9a-f]{16}/, { waitUntil: 'commit' });
      const rooms = await demo.see('room.list', {});
      expect(rooms.find(({ title }) => title === `At ${wall}`)?.startsAt).toBe(instant);
      await visitor.close();
    },
    30_000,
  );
});

/** Holds back the scripts of pages opened from now on, until the returned function is called. */
async function holdScripts({ context }: Visitor): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isHeld = true;
  await context.route(/\/_app\/.*\.js/, (route) => (isHeld ? void held.push(route) : route.continue()));
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

/** Forms with a draft. In the reply box something is typed before scripts run; of a question only the checkbox is touched. */
async function addEarly(visitor: Visitor, page: Page): Promise<(string | boolean)[]> {
  const arrive = await holdScripts(visitor);
  await page.reload({ waitUntil: 'commit' });
  const form = page.locator('[data-testid=composer], [data-testid=ask]');
  const nameless = form.getByRole('checkbox');
  const words = form.getByRole('textbox');
  await words.waitFor();
  const isAsked = (await nameless.count()) > 0;
  if (isAsked) await nameless.check();
  else await words.fill('Thanks');
  await arrive();
  await untilLive(page);
  return [await words.inputValue(), ...(isAsked ? [await nameless.isChecked()] : [])];
}

const controls = (at: Page) => at.locator('main :is(input:not([type=hidden], [type=file]), select, textarea):visible');

async function fillIn(page: Page): Promise<void> {
  for (const control of await controls(page).all()) {
    const kind = await control.evaluate((at) => ('type' in at ? String(at.type) : ''));
    if (kind === 'select-one') await control.selectOption({ index: await control.evaluate(anotherChoice) });
    else if (kind === 'checkbox') await control.setChecked(!(await control.isChecked()));
    else await control.fill(kind === 'datetime-local' ? `${nextOn('01-15')}T10:00` : 'early@example.org');
  }
}

/** The last option of a list, or the first where the last is chosen. */
function anotherChoice(at: HTMLSelectElement): number {
  const { selectedIndex, length } = at;
  return selectedIndex === length - 1 ? 0 : length - 1;
}

/** The value of each control, by name and position. */
async function valuesIn(page: Page): Promise<Record<string, string>> {
  const values = await controls(page).evaluateAll((all: HTMLInputElement[]) =>
    all.map(({ name, type, value, checked }, place): [string, string] => [
      `${name} ${place}`,
      type === 'checkbox' ? String(checked) : value,
    ]),
  );
  return Object.fromEntries(values);
}

test('with the keyboard alone one signs in, replies, asks and votes', async () => {
  const visitor = await visit(browser, demo.url);
  const page = await visitor.open('/sign-in');
  await page.waitForTimeout(300);
  const press = async (name: RegExp, most = 60) => {
    for (let n = 0; n < most; n++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const at = document.activeElement;
        const pressed = at?.getAttribute('aria-pressed') ?? '';
        return `${pressed} ${at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''}`.trim();
      });
      if (name.test(focused)) return void (await page.keyboard.press('Enter'));
    }
    throw new Error(`the keyboard did not reach ${String(name)}`);
  };
  await press(new RegExp(staff));
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(pages.get('thread') ?? '');
  await untilLive(page);
  for (let n = 0; n < 400; n++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('[data-testid=composer] textarea') ?? false)) break;
  }
  await page.keyboard.type('Typed and sent with the keyboard.');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('posts').getByText('Typed and sent with the keyboard.').waitFor();

  await page.goto(pages.get('live room') ?? '');
  await untilLive(page);
  await press(/^false Vote for this question/, 200);
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-pressed') === 'true');
  await visitor.close();
}, 90_000);
