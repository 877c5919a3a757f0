import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { aRoom } from '../support/builders.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { personOf } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: { hosts: 'Hosts', takeOff: (name: string) => `Remove ${name} as a host`, undo: 'Undo' },
  es: { hosts: 'Quienes dirigen', takeOff: (name: string) => `Quitar a ${name} de quienes dirigen`, undo: 'Deshacer' },
} as const;

test.each([
  ['en', 'light', 1280],
  ['es', 'dark', 360],
] as const)(
  'H8: in %s a host is taken off and brought back with one tap each, on every open page',
  async (locale, theme, width) => {
    const people = await demo.see('demo.people', {});
    const admin = people.find(({ role }) => role === 'admin');
    const member = people.find(({ role }) => role === 'member');
    const [desk, guest] = [await visit(browser, demo.url, { locale, theme, width }), await visit(browser, demo.url)];
    await signInAs(desk, admin?.name ?? '');
    await signInAs(guest, member?.name ?? '');
    const host = await personOf(desk, demo);
    const { id: roomId } = await aRoom(host);
    await host.do('room.add-host', { roomId, personId: present(member).id });
    const [page, theirs] = [await desk.open(`/rooms/${roomId}`), await guest.open(`/rooms/${roomId}`)];
    await Promise.all([untilLive(page), untilLive(theirs)]);
    await theirs.getByTestId('host-bar').waitFor();

    const said = words[locale];
    await page.getByTestId('host-list').locator('summary', { hasText: said.hosts }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const label = said.takeOff(member?.name ?? '');
    await page.getByRole('button', { name: label }).click();
    await theirs.getByTestId('host-bar').waitFor({ state: 'detached' });
    expect(await theirs.getByTestId('host-list').count()).toBe(0);
    await page.getByRole('button', { name: said.undo }).click();
    await theirs.getByTestId('host-bar').waitFor();
    await page.getByRole('button', { name: label }).waitFor();
    expect([...desk.faults, ...guest.faults]).toEqual([]);
    await Promise.all([desk.close(), guest.close()]);
  },
  60_000,
);
