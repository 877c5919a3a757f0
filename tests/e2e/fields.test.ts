import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accountLimits } from '@hearth/shared/accounts/limits';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { threadLimits } from '@hearth/shared/threads/limits';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pagesOf } from '../support/pages.ts';
import { nextOn } from '../support/dates.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test.each([
  ['en', 'letters without accents', 'without a web address or invisible characters'],
  ['es', 'letras sin acentos', 'sin dirección de internet ni signos invisibles'],
] as const)(
  'R13: in %s a refused form marks its fields and says what is wrong with each',
  async (locale, address, school) => {
    const visitor = await visit(browser, demo.url, { locale, scripts: false, width: 360 });
    const page = await visitor.open('/sign-up');
    await page.locator('input[name=name]').fill('Nobody Yet');
    await page.locator('select[name=work]').selectOption('parent');
    await page.locator('input[name=email]').fill('josé@school.example');
    await page.locator('main form button').last().click();
    const marked = () =>
      page
        .locator('[aria-invalid=true]')
        .evaluateAll((fields) =>
          fields.map((field) => [
            field.getAttribute('name'),
            document.getElementById(field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent,
          ]),
        );
    expect(await marked()).toEqual([['email', expect.stringContaining(address)]]);
    await page.locator('input[name=email]').fill('nobody@school.example');
    await page.locator('input[name=school]').fill('River\u200bbend');
    await page.locator('main form button').last().click();
    expect(await marked()).toEqual([['school', expect.stringContaining(school)]]);
    expect(await page.locator('input[name=email]').inputValue()).toBe('nobody@school.example');
    await visitor.close();
  },
  60_000,
);

const words = {
  en: { over: 'Too long by 7.', blank: 'Please write something first.' },
  es: { over: 'Excede el límite por 7.', blank: 'Escriba algo primero' },
} as const;

test.each(['en', 'es'] as const)(
  'L2, U1: in %s nothing is cut, what is too long or blank is not sent, and the field says so',
  async (locale) => {
    const visitor = await visit(browser, demo.url, { locale, width: 360 });
    const { pages, staff } = await pagesOf(demo.see);
    await signInAs(visitor, staff);
    const said = words[locale];
    for (const [name, form, field, most] of [
      ['thread', '[data-testid=composer]', 'text', threadLimits.post],
      ['live room', '[data-testid=ask]', 'text', roomLimits.question],
      ['new thread', 'main form', 'title', threadLimits.title],
      ['new thread', 'main form', 'text', threadLimits.post],
      ['you', 'form[action="?/profile"]', 'name', accountLimits.name],
      ['you', 'form[action="?/profile"]', 'school', accountLimits.school],
      ['you', 'form[action="?/profile"]', 'bio', accountLimits.bio],
      ['new room', 'main form', 'title', roomLimits.title],
    ] as const) {
      const page = await visitor.open(pages.get(name) ?? '');
      await page.locator('footer').waitFor();
      await page.waitForLoadState('networkidle');
      const box = page.locator(`${form} [name=${field}]`);
      const wrong = () => box.evaluate((element: HTMLInputElement | HTMLTextAreaElement) => element.validationMessage);
      await box.fill('x'.repeat(most - 1));
      await page.getByText(`${most - 1} / ${most}`).waitFor();
      expect(await wrong()).toBe('');
      const whole = 'x'.repeat(most + 7);
      await box.fill(whole);
      await page.getByText(said.over).first().waitFor();
      const before = page.url();
      await page.locator(`${form} button[type=submit]`).first().click();
      expect(await box.inputValue()).toBe(whole);
      expect([page.url(), await wrong()]).toEqual([before, expect.stringContaining(said.over)]);
      if (field !== 'school' && field !== 'bio') {
        await box.fill(' \n ');
        await page.locator(`${form} button[type=submit]`).first().click();
        expect(await wrong()).toContain(said.blank);
      }
      await page.close();
    }
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  120_000,
);

test('R13: so does the form for a room, where nobody could see its title', async () => {
  const visitor = await visit(browser, demo.url, { scripts: false });
  const { staff } = await pagesOf(demo.see);
  await signInAs(visitor, staff);
  const page = await visitor.open('/rooms/new');
  await page.locator('[name=title]').fill('\u2800');
  await page.locator('[name=purpose]').fill('Bring what is on your mind.');
  await page.locator('[name=startsAt]').fill(`${nextOn('01-15')}T10:00`);
  await page.locator('[name=zone]').selectOption('America/Chicago');
  await page.locator('main form button[type=submit]').last().click();
  await page.getByText('Please fill this in.').waitFor();
  expect(await page.locator('[aria-invalid=true]').getAttribute('name')).toBe('title');
  await visitor.close();
}, 60_000);

test('L2: without scripts the words come back whole, and say how much is too much', async () => {
  const visitor = await visit(browser, demo.url, { scripts: false });
  const { pages, staff } = await pagesOf(demo.see);
  await signInAs(visitor, staff);
  const page = await visitor.open(pages.get('live room') ?? '');
  const whole = `${'word '.repeat(60)}seven.`;
  await page.getByTestId('ask').getByRole('textbox').fill(whole);
  await page.getByTestId('ask').locator('button[type=submit]').click();
  expect(await page.getByTestId('ask').getByRole('textbox').inputValue()).toBe(whole);
  await page.getByText('Too long by 6.').waitFor();
  await visitor.close();
}, 60_000);

/** Only the server knows that nobody would see this. */
const UNSEEN = '\u2800';

test('R13: where people write, what is refused is marked at its field, which has the focus', async () => {
  const visitor = await visit(browser, demo.url);
  const { pages, staff } = await pagesOf(demo.see);
  await signInAs(visitor, staff);
  const marked = (page: Page) => page.locator('[aria-invalid=true]:focus').getAttribute('name');
  for (const [name, form] of [
    ['thread', 'composer'],
    ['live room', 'ask'],
  ] as const) {
    const page = await visitor.open(pages.get(name) ?? '');
    await untilLive(page);
    const box = page.getByTestId(form).getByRole('textbox');
    await box.fill(UNSEEN);
    await page.getByTestId(form).locator('button[type=submit]').last().click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByTestId(form).getByText('Please fill this in.').waitFor();
    expect(await marked(page)).toBe('text');
    await box.fill('In words');
    expect(await box.getAttribute('aria-invalid')).toBeNull();
    await page.close();
  }
  const page = await visitor.open(pages.get('new thread') ?? '');
  await page.waitForLoadState('networkidle');
  await page.locator('[name=title]').fill(UNSEEN);
  await page.locator('[name=text]').fill(UNSEEN);
  await page.locator('main form button[type=submit]').last().click();
  await page.locator('[name=text][aria-invalid]').waitFor();
  // Of two the first.
  expect(await marked(page)).toBe('title');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 90_000);

test('R13: so are a reply and a question without scripts', async () => {
  const visitor = await visit(browser, demo.url, { scripts: false });
  const { pages, staff } = await pagesOf(demo.see);
  await signInAs(visitor, staff);
  for (const [name, form] of [
    ['thread', 'composer'],
    ['live room', 'ask'],
  ] as const) {
    const page = await visitor.open(pages.get(name) ?? '');
    await page.getByTestId(form).getByRole('textbox').fill(UNSEEN);
    await page.getByTestId(form).locator('button[type=submit]').last().click();
    await page.getByTestId(form).getByText('Please fill this in.').waitFor();
    expect(await page.locator('[aria-invalid=true]').getAttribute('name')).toBe('text');
    await page.close();
  }
  await visitor.close();
}, 60_000);

test('R13: of two forms that ask for the address only the one that was sent is marked', async () => {
  const visitor = await visit(browser, demo.url);
  for (const [action, sent] of [
    ['password', 0],
    ['code', 1],
  ] as const) {
    const page = await visitor.open('/sign-in');
    await page.locator('[name=email]').nth(sent).fill('josé@school.example');
    if (action === 'password') await page.locator('[name=password]').fill('any words at all');
    await page.locator(`form[action="?/${action}"] button`).click();
    const marked = page.locator('[aria-invalid=true]');
    await marked.first().waitFor();
    expect(await marked.count()).toBe(1);
    await page.locator(`form[action="?/${action}"] [aria-invalid=true]:focus`).waitFor();
    await page.close();
  }
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);
