import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    groups: 'Groups',
    make: { name: 'Name of the group', purpose: 'What is it for?', kind: 'How do people join?', do: 'Create group' },
    ask: 'Ask to join',
    asked: 'You have asked to join. An owner will answer.',
    letIn: (name: string) => `Let in: ${name}`,
    isIn: 'You are a member.',
    remove: (name: string) => `Remove: ${name}`,
    lastOwner: 'A group needs an owner. Make somebody else an owner first.',
    leave: 'Leave group',
  },
  es: {
    groups: 'Grupos',
    make: { name: 'Nombre del grupo', purpose: '¿Para qué es?', kind: '¿Cómo se entra?', do: 'Crear grupo' },
    ask: 'Pedir entrar',
    asked: 'Ha pedido entrar. Un responsable le responderá.',
    letIn: (name: string) => `Aceptar: ${name}`,
    isIn: 'Usted es miembro.',
    remove: (name: string) => `Quitar: ${name}`,
    lastOwner: 'Un grupo necesita un responsable. Nombre antes a otra persona.',
    leave: 'Salir del grupo',
  },
} as const;

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['en', 'light', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: a group is made, asked for, opened and left, and open pages follow',
  async (locale, theme, width, scripts) => {
    const said = words[locale];
    const people = await demo.see('demo.people', {});
    const named = (role: string) => people.find((one) => one.role === role)?.name ?? '';
    const [admin, member] = [named('admin'), named('member')];
    const [desk, guest] = [
      await visit(browser, demo.url, { locale, theme, width, scripts }),
      await visit(browser, demo.url, { locale, theme, width, scripts }),
    ];
    await signInAs(desk, admin);
    await signInAs(guest, member);

    const page = await desk.open('/boards');
    await page.getByRole('link', { name: said.groups, exact: true }).click();
    await page.locator('a[href="/groups/new"]').click();
    await page.getByLabel(said.make.name).fill(`Ohio ${locale} ${width} ${scripts}`);
    await page.getByLabel(said.make.purpose).fill('What works in Ohio.');
    await page.getByLabel(said.make.kind).selectOption('request');
    await page.getByRole('button', { name: said.make.do }).click();
    await page.waitForURL(/\/groups\/[0-9a-f]{16}$/);
    if (scripts) await untilLive(page);

    const theirs = await guest.open(new URL(page.url()).pathname);
    if (scripts) await untilLive(theirs);
    await theirs.getByRole('button', { name: said.ask }).click();
    await theirs.getByText(said.asked).waitFor();
    expect(await theirs.getByTestId('members').count()).toBe(0);
    if (!scripts) await page.reload();
    await page.getByRole('button', { name: said.letIn(member) }).click();
    if (!scripts) await theirs.goto(theirs.url().split('?')[0] ?? '');
    await theirs.getByText(said.isIn).waitFor();
    await theirs.getByTestId('members').getByText(member).waitFor();

    // The only owner does not get away.
    await page.getByRole('button', { name: said.leave }).click();
    await page.getByText(said.lastOwner).waitFor();
    await page.getByRole('button', { name: said.remove(member) }).click();
    if (!scripts) await theirs.reload();
    await theirs.getByRole('button', { name: said.ask }).waitFor();
    expect(await theirs.getByTestId('members').count()).toBe(0);
    expect([...desk.faults, ...guest.faults]).toEqual([]);
    await Promise.all([desk.close(), guest.close()]);
  },
  60_000,
);
