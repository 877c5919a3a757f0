import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import type { Me } from '@hearth/shared/accounts/entity';
import mongoose from 'mongoose';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit, type Looks, type Visitor, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { Mailbox } from '../support/mailbox.ts';
import { PASSWORD } from '../support/person.ts';
import { startStore } from '../support/processes.ts';
import { until } from '../support/watching.ts';
import { z } from 'zod';
import { getMe } from '@hearth/shared/accounts/queries';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    join: 'Join',
    signIn: 'Sign in',
    name: 'Your name',
    work: 'What you do',
    email: 'Email address',
    password: 'Password',
    code: 'The six digits from the email',
    useLink: 'Use the link from the email',
    wrong: 'You can try 4 more times',
    again: 'Send another',
    sentAgain: 'Sent again',
    ended: 'The password chosen earlier no longer works',
    reply: 'Your reply',
    post: 'Post reply',
    sendCode: 'Send me a code',
    prove: 'First confirm your email address',
  },
  es: {
    join: 'Unirse',
    signIn: 'Iniciar sesión',
    name: 'Su nombre',
    work: 'Qué hace usted',
    email: 'Correo electrónico',
    password: 'Contraseña',
    code: 'Los seis números del correo',
    useLink: 'Usar el enlace del correo',
    wrong: 'Puede intentarlo 4 veces más',
    again: 'Enviar otro',
    sentAgain: 'Enviado otra vez',
    ended: 'La contraseña que se eligió antes ya no sirve',
    reply: 'Su respuesta',
    post: 'Publicar respuesta',
    sendCode: 'Enviarme un código',
    prove: 'Primero confirme su correo',
  },
} as const;

/** Goes from the sign-in page to the one that asks for the code. Returns the email address used. */
async function signUp(page: Page, locale: 'en' | 'es', next: string): Promise<string> {
  const said = words[locale];
  const email = `${randomUUID()}@example.org`;
  await page.goto(`/sign-in?next=${next}`);
  await page.getByRole('main').getByRole('link', { name: said.join }).click();
  await page.getByLabel(said.name).fill('Inés Quiroga');
  await page.getByLabel(said.work).selectOption('parent');
  await page.getByLabel(said.email).fill(email);
  await page.getByLabel(said.password).fill(PASSWORD);
  await page.getByRole('button', { name: said.join }).click();
  await page.waitForURL(/\/sign-in\/code\?.*&joining$/);
  await page.getByText(email).waitFor();
  // The mail is sent after the answer.
  const link = page.getByRole('button', { name: said.useLink });
  await until(async () => {
    await page.reload();
    return (await link.count()) > 0;
  }, 'the mail');
  return email;
}

async function meOf({ context }: Visitor, url = demo.url): Promise<Me | null> {
  const response = await context.request.get(`${url}/api/queries/account.me?input={}`);
  return getMe.output.parse(z.object({ value: z.unknown() }).parse(await response.json()).value).me;
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [...violations.map(({ id }) => id), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
}

const looks: readonly (readonly ['en' | 'es', Looks])[] = [
  ['en', { theme: 'light', width: 1280 }],
  ['es', { theme: 'dark', width: 360 }],
  ['en', { theme: 'dark', width: 360, scripts: false }],
  ['es', { theme: 'light', width: 360, scripts: false }],
];

test.each(looks)(
  'in %s (%j) one joins with one tap, is where one wanted to go, and keeps the password',
  async (locale, look) => {
    const visitor = await visit(browser, demo.url, { locale, ...look });
    const page = await visitor.context.newPage();
    const email = await signUp(page, locale, '/rooms');
    if (look.scripts !== false) expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: words[locale].useLink }).click();
    await page.waitForURL((url) => url.pathname === '/rooms');
    expect(await meOf(visitor)).toMatchObject({ email, hasPassword: true, isProven: true, locale });
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(looks)(
  'in %s (%j) a wrong code is told, another mail is sent, and its link opens the account',
  async (locale, look) => {
    const said = words[locale];
    const visitor = await visit(browser, demo.url, { locale, ...look });
    const page = await visitor.context.newPage();
    const email = await signUp(page, locale, '/rooms');
    await page.getByLabel(said.code).fill('000 000');
    await page.getByRole('button', { name: said.join }).click();
    await page.getByRole('alert').filter({ hasText: said.wrong }).waitFor();
    await page.getByText(email).waitFor();
    await page.getByRole('button', { name: said.again }).click();
    await page.getByRole('status').filter({ hasText: said.sentAgain }).waitFor();
    // The page still treats them as joining.
    await page.getByRole('button', { name: said.join }).waitFor();
    if (look.scripts !== false) expect(await faultsOf(page)).toEqual([]);

    await page.goto('/mail');
    const link =
      (await page
        .getByRole('link', { name: /token=/ })
        .first()
        .getAttribute('href')) ?? '';
    await page.goto(link.replace('localhost', '127.0.0.1'));
    await page.getByRole('main').getByRole('button', { name: said.signIn }).click();
    await page.waitForURL((url) => url.pathname === '/hello');
    expect(await meOf(visitor)).toMatchObject({ email, hasPassword: true });
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(['en', 'es'] as const)(
  'in %s the code opens the account in another browser too, and the page says that the password ended',
  async (locale) => {
    const [first, second] = await Promise.all([
      visit(browser, demo.url, { locale }),
      visit(browser, demo.url, { locale }),
    ]);
    const page = await first.context.newPage();
    const email = await signUp(page, locale, '/rooms');
    const other = await second.open(page.url());
    await other.getByRole('button', { name: words[locale].useLink }).click();
    await other.waitForURL(/\/you\?password-ended$/);
    await other.getByRole('status').filter({ hasText: words[locale].ended }).waitFor();
    expect(await meOf(second)).toMatchObject({ email, hasPassword: false });
    expect(await meOf(first)).toBeNull();
    await Promise.all([first.close(), second.close()]);
  },
  60_000,
);

test('whoever has an account of before proves the address in one tap, and no word is lost', async () => {
  const [store, mailbox] = await Promise.all([startStore(), Mailbox.start()]);
  const before = await openDemo({ MONGODB_URI: store.uri, SMTP_URL: mailbox.url });
  const people = await mongoose.createConnection(store.uri, { dbName: 'hearth' }).asPromise();
  const [latest] = await before.see('thread.latest', { most: 1 });
  const path = `/t/${latest?.thread.id}`;
  for (const locale of ['en', 'es'] as const) {
    const said = words[locale];
    const person = await mailbox.join(before.url, { name: 'Ana de Antes', locale });
    const email = (await person.see('account.me', {})).me?.email ?? '';
    await people.collection('people').updateOne({ email }, { $unset: { isProven: 1 } });
    const visitor = await visit(browser, before.url, { locale, width: 360 });
    const [name = '', value = ''] = (person.cookie ?? '').split('=', 2);
    await visitor.context.addCookies([{ name, value, url: before.url }]);
    const page = await visitor.open(path);
    const banner = page.locator('form', { hasText: email });
    await banner.waitFor();
    await untilLive(page);
    await page.getByLabel(said.reply).fill('Words of before');
    await page.getByRole('button', { name: said.post }).click();
    await page.getByTestId('pending').getByRole('alert').filter({ hasText: said.prove }).waitFor();
    expect(await faultsOf(page)).toEqual([]);

    const sent = mailbox.mails.length;
    await banner.getByRole('button', { name: said.sendCode }).click();
    await until(() => mailbox.mails.length > sent, 'the mail');
    await page.getByLabel(said.code).fill(/\d{6}/.exec(mailbox.mails[0]?.subject ?? '')?.[0] ?? '');
    await page.getByRole('main').getByRole('button', { name: said.signIn }).click();
    await page.waitForURL((url) => url.pathname.startsWith(path));
    expect(await banner.count()).toBe(0);
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Words of before');
    expect(await meOf(visitor, before.url)).toMatchObject({ isProven: true, hasPassword: true });
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }
  await people.close();
  await before.close();
  await Promise.all([store.close(), mailbox.close()]);
}, 120_000);
