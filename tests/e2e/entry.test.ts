import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { Mailbox } from '../support/mailbox.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let mailbox: Mailbox;
let browser: Browser;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  [demo, browser] = await Promise.all([openDemo({ SMTP_URL: mailbox.url }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
  await mailbox.close();
}, 30_000);

const words = {
  en: {
    join: 'Join',
    signIn: 'Sign in',
    name: 'Your name',
    work: 'What you do',
    choose: 'Please choose',
    school: 'School or organization',
    email: 'Email address',
    sent: 'We sent you a code',
    code: 'The six digits from the email',
    wrong: 'You can try 4 more times',
    another: 'Send another',
    sentAgain: 'Sent again',
    welcome: 'Welcome, ',
    hello: 'Say hello',
    which: 'Enter the email address we sent the code to',
    reply: 'Your reply',
    signOut: 'Sign out',
    unsent: 'You have an unsent draft',
    stay: 'Stay',
    anyway: 'Sign out anyway',
    now: 'This device, now',
    device: 'Chrome on Linux',
  },
  es: {
    join: 'Unirse',
    signIn: 'Iniciar sesión',
    name: 'Su nombre',
    work: 'Qué hace usted',
    choose: 'Elija una opción',
    school: 'Escuela u organización',
    email: 'Correo electrónico',
    sent: 'Le enviamos un código',
    code: 'Los seis números del correo',
    wrong: 'Puede intentarlo 4 veces más',
    another: 'Enviar otro',
    sentAgain: 'Enviado otra vez',
    welcome: '¡Le damos la bienvenida, ',
    hello: 'Salude',
    which: 'Escriba el correo al que enviamos el código',
    reply: 'Su respuesta',
    signOut: 'Cerrar sesión',
    unsent: 'Tiene un borrador sin enviar',
    stay: 'Quedarme',
    anyway: 'Cerrar la sesión de todos modos',
    now: 'Este dispositivo, ahora',
    device: 'Chrome en Linux',
  },
} as const;
type Locale = keyof typeof words;

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [...violations.map(({ id }) => id), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
}

async function codeFor(email: string): Promise<string> {
  return /\d{6}/.exec((await mailbox.latestTo(email)).subject)?.[0] ?? '';
}

/** A code that is not the one that was sent. */
const another = (code: string) => (code === '111111' ? '222222' : '111111');

/** Fills in the form for joining, without a password. Returns the address used. */
async function askToJoin(page: Page, locale: Locale): Promise<string> {
  const [said, email] = [words[locale], `${randomUUID()}@example.org`];
  await page.getByLabel(said.name).fill('Inés Quiroga');
  await page.getByLabel(said.work).selectOption('parent');
  await page.getByLabel(said.email).fill(email);
  await page.getByRole('button', { name: said.join }).click();
  await page.waitForURL(/\/sign-in\/code\?/);
  return email;
}

async function giveCode(page: Page, locale: Locale, code: string): Promise<void> {
  await page.getByLabel(words[locale].code).fill(code);
  await page.getByRole('main').getByRole('button', { name: words[locale].join, exact: true }).click();
}

/** Somebody new who has come in. */
async function joined(locale: Locale, looks: Looks = {}): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await visit(browser, demo.url, { locale, ...looks });
  const page = await visitor.open('/sign-up');
  const email = await askToJoin(page, locale);
  await giveCode(page, locale, await codeFor(email));
  await page.waitForURL('/hello');
  return { visitor, page };
}

const looks: readonly (readonly [Locale, Looks])[] = [
  ['en', { theme: 'light', width: 1280 }],
  ['es', { theme: 'dark', width: 360 }],
  ['en', { theme: 'dark', width: 360, scripts: false }],
  ['es', { theme: 'light', width: 1280, scripts: false }],
];

test.each(looks)(
  'W3, W4: in %s (%j) one without a password is told of the code, of a wrong one how many tries are left, and is welcomed',
  async (locale, look) => {
    const said = words[locale];
    const visitor = await visit(browser, demo.url, { locale, ...look });
    const page = await visitor.open('/sign-up');
    const email = await askToJoin(page, locale);
    await page.getByRole('heading', { level: 1, name: said.sent }).waitFor();
    const code = await codeFor(email);
    await giveCode(page, locale, another(code));
    await page.getByRole('alert').filter({ hasText: said.wrong }).waitFor();
    if (look.scripts !== false) expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: said.another }).click();
    await page.getByRole('status').filter({ hasText: said.sentAgain }).waitFor();
    await until(() => mailbox.mails.filter(({ to }) => to.includes(email)).length === 2, 'another mail');
    await giveCode(page, locale, await codeFor(email));
    await page.waitForURL('/hello');
    await page.getByRole('heading', { level: 1, name: `${said.welcome}Inés Quiroga` }).waitFor();
    if (look.scripts !== false) expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: said.hello }).click();
    await page.waitForURL(/\/b\//);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(['en', 'es'] as const)(
  'W5: in %s the code page that is opened directly asks for the address',
  async (locale) => {
    const [said, visitor] = [words[locale], await visit(browser, demo.url, { locale })];
    const page = await visitor.open('/sign-up');
    const email = await askToJoin(page, locale);
    const code = await codeFor(email);
    await page.goto('/sign-in/code');
    await page.getByText(said.which).waitFor();
    await page.getByLabel(said.email).fill(email);
    await page.getByLabel(said.code).fill(another(code));
    const send = page.getByRole('main').getByRole('button', { name: said.signIn });
    await send.click();
    await page.getByRole('alert').filter({ hasText: said.wrong }).waitFor();
    expect(await page.getByLabel(said.email).inputValue()).toBe(email);
    await page.getByLabel(said.code).fill(code);
    await send.click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
);

test.each(['en', 'es'] as const)(
  'U4, L3: in %s nothing is chosen beforehand, and what is filled in to join survives a reload',
  async (locale) => {
    const [said, visitor] = [words[locale], await visit(browser, demo.url, { locale })];
    const page = await visitor.open('/sign-up');
    const work = page.getByLabel(said.work);
    expect(await work.locator('option:checked').innerText()).toBe(said.choose);
    await page.getByLabel(said.name).fill('Inés Quiroga');
    await page.getByLabel(said.email).fill('ines@example.org');
    await page.getByRole('button', { name: said.join }).click();
    // The browser says in its own words that something is to be chosen.
    expect(await work.evaluate((select: HTMLSelectElement) => select.validity.valueMissing)).toBe(true);

    await work.selectOption('parent');
    await page.getByLabel(said.school).fill('Riverbend');
    await page.getByRole('checkbox').nth(0).check();
    await page.getByRole('checkbox').nth(1).check();
    await page.reload();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=school]')?.value === 'Riverbend');
    expect(await page.getByLabel(said.name).inputValue()).toBe('Inés Quiroga');
    expect(await page.getByLabel(said.email).inputValue()).toBe('ines@example.org');
    expect(await work.inputValue()).toBe('parent');
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);

    // Once it has arrived the next one at this device finds nothing.
    await askToJoin(page, locale);
    await page.waitForFunction(() => sessionStorage.getItem('hearth:joining') === null);
    await page.goto('/sign-up');
    expect(await page.getByLabel(said.name).inputValue()).toBe('');
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each([true, false])('U5: going back after coming in leads where one was going (scripts: %s)', async (scripts) => {
  const visitor = await visit(browser, demo.url, { scripts });
  const page = await visitor.open('/sign-up?next=/rooms');
  const email = await askToJoin(page, 'en');
  await giveCode(page, 'en', await codeFor(email));
  await page.waitForURL('/rooms');
  await page.goBack();
  await page.waitForURL('/rooms');
  await page.getByRole('heading', { level: 1, name: 'Office hours' }).waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test.each([
  ['en', { theme: 'light', width: 1280 }],
  ['es', { theme: 'dark', width: 360 }],
] as const)('L1, W10: in %s (%j) signing out asks about an unsent draft; devices have names', async (locale, look) => {
  const said = words[locale];
  const { visitor, page } = await joined(locale, look);
  const [latest] = await demo.see('thread.latest', { most: 1 });
  await page.goto(`/t/${latest?.thread.id}`);
  await page.getByLabel(said.reply).fill('Words that were never sent');
  await page.waitForFunction(() => Object.values(localStorage).includes('Words that were never sent'));

  await page.goto('/you');
  await page.getByText(said.now).waitFor();
  await page.getByText(said.device).waitFor();
  const signOut = page.getByRole('button', { name: said.signOut, exact: true });
  await signOut.click();
  const asked = page.getByRole('alert').filter({ hasText: said.unsent });
  await asked.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: said.stay }).click();
  await asked.waitFor({ state: 'detached' });
  await signOut.click();
  await page.getByRole('button', { name: said.anyway }).click();
  await page.waitForURL(/\?left/);
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('hearth:draft:')));
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('L1: without a draft one signs out at once', async () => {
  const { visitor, page } = await joined('en');
  await page.goto('/you');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(/\?left/);
  await visitor.close();
});
