import { beforeAll, expect, test } from '@jest/globals';
import type { Room } from '@hearth/shared/rooms/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const CHICAGO = 'America/Chicago';
const HOUR = 3_600_000;
const words = {
  en: {
    announce: 'Announce office hours',
    title: 'Title',
    purpose: 'What it is about, and who it is for',
    when: 'When',
    hosts: 'Who leads it with you?',
    take: /^Take /,
    past: /That time has passed/,
    skipped: /skip this time/,
    twice: /show this time twice/,
    zones: [/Central Daylight Time/, /Central Standard Time/],
    central: /Central Time/,
    several: /^Nobody here is called/,
    edit: 'Edit or move',
    save: 'Save',
    cancel: 'Cancel these office hours',
    cancelled: 'Cancelled',
    again: 'Announce again',
    coming: 'Upcoming',
  },
  es: {
    announce: 'Anunciar horas de consulta',
    title: 'Título',
    purpose: 'De qué se trata y para quién',
    when: 'Cuándo',
    hosts: '¿Quién más la dirige?',
    take: /^Usar /,
    past: /Esa hora ya pasó/,
    skipped: /esa hora no existe/,
    twice: /esa hora llega dos veces/,
    zones: [/verano/, /estándar/],
    central: /hora central/,
    several: /^Aquí nadie se llama/,
    edit: 'Cambiar o mover',
    save: 'Guardar',
    cancel: 'Cancelar estas horas de consulta',
    cancelled: 'Canceladas',
    again: 'Volver a anunciar',
    coming: 'Próximamente',
  },
} as const;

/** Without scripts in one language: what a form can do must not depend on them. */
const LOOKS = [
  ['en', { theme: 'light', width: 1280, scripts: false }],
  ['es', { theme: 'dark', width: 360, scripts: true }],
] as const;

const wallIn = (ms: number, timeZone: string) =>
  new Date(ms).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16);

/** Wall times of the year to come in Chicago that no clock shows, and that clocks show twice, with their moments. */
function clockChanges(): { skipped: string; after: number; twice: string; second: number } {
  const start = Math.ceil(Date.now() / HOUR) * HOUR;
  const ahead = (ms: number) => Date.parse(`${wallIn(ms, CHICAGO)}Z`) - ms;
  let [after, back] = [0, 0];
  for (let ms = start + 24 * HOUR; ms < start + 365 * 24 * HOUR; ms += HOUR) {
    if (ahead(ms) > ahead(ms - HOUR)) after = ms;
    if (ahead(ms) < ahead(ms - HOUR)) back = ms;
  }
  const half = HOUR / 2;
  return {
    skipped: wallIn(after - half, CHICAGO).replace('T01', 'T02'),
    after,
    twice: wallIn(back + half, CHICAGO),
    second: back + half,
  };
}

async function moderator(locale: 'en' | 'es', looks: Looks): Promise<Visitor> {
  const staff = (await demo.see('demo.people', {})).find(({ role }) => role === 'admin');
  // Signing in as somebody of the demo network needs no scripts either.
  return asNamed(browser, demo, staff?.name ?? '', { ...looks, locale });
}

async function fill(page: Page, locale: 'en' | 'es', title: string, when: string): Promise<void> {
  const said = words[locale];
  await page.getByLabel(said.title, { exact: true }).fill(title);
  await page.getByLabel(said.purpose).fill('To try it.');
  await page.getByLabel(said.when, { exact: true }).fill(when);
  await page.locator('select[name=zone]').selectOption(CHICAGO);
}

const announce = (page: Page, locale: 'en' | 'es') =>
  page.locator('form').getByRole('button', { name: words[locale].announce }).click();

async function roomAt(page: Page): Promise<Room> {
  await page.waitForURL(/\/rooms\/[0-9a-f]{16}$/);
  const roomId = present(new URL(page.url()).pathname.split('/').at(-1));
  return (await demo.see('room.get', { roomId })).room;
}

test.each(LOOKS)(
  'W6, R7, part 6: in %s (%j) a time that has passed, that clocks skip or show twice is told at the field, and the right one is a tap away',
  async (locale, looks) => {
    const said = words[locale];
    const visitor = await moderator(locale, looks);
    const { skipped, after, twice, second } = clockChanges();

    const page = await visitor.open('/rooms/new');
    if (looks.scripts) {
      const preset = page.locator('select[name=zone]');
      await page.waitForFunction(() => document.querySelector<HTMLSelectElement>('select[name=zone]')?.value !== '');
      expect(await preset.inputValue()).toBe('America/New_York');
    }
    await fill(page, locale, 'In the past', wallIn(Date.now() - 24 * HOUR, CHICAGO));
    await announce(page, locale);
    const when = page.locator('.field').filter({ has: page.locator('input[name=startsAt]') });
    await when.getByText(said.past).waitFor();
    expect(await page.locator('input[name=title]').inputValue()).toBe('In the past');
    await page.getByRole('button', { name: said.take }).click();
    const room = await roomAt(page);
    expect(room.zone).toBe(CHICAGO);
    expect(Date.parse(room.startsAt)).toBeGreaterThan(Date.now());
    // In the zone it was announced in where that is not the reader's; without scripts that is not known.
    expect(await page.locator('time').first().innerText()).toMatch(said.central);

    await page.goto('/rooms/new');
    expect(await page.locator('select[name=zone]').inputValue()).toBe(CHICAGO);
    await fill(page, locale, 'Skipped', skipped);
    await announce(page, locale);
    await when.getByText(said.skipped).waitFor();
    await page.getByRole('button', { name: said.take }).click();
    expect(Date.parse((await roomAt(page)).startsAt)).toBe(after);

    await page.goto('/rooms/new');
    await fill(page, locale, 'Twice', twice);
    await announce(page, locale);
    await when.getByText(said.twice).waitFor();
    await page.getByRole('button', { name: said.zones[0] }).waitFor();
    await page.getByRole('button', { name: said.zones[1] }).click();
    expect(Date.parse((await roomAt(page)).startsAt)).toBe(second);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  90_000,
);

test.each(LOOKS)(
  'W7: in %s (%j) a host moves what is to come, names who leads it too, calls it off, and announces it again',
  async (locale, looks) => {
    const said = words[locale];
    const visitor = await moderator(locale, looks);
    const member = (await demo.see('demo.people', {})).find(({ role }) => role === 'member');
    const page = await visitor.open('/rooms/new');
    await fill(page, locale, 'To come', wallIn(Date.now() + 48 * HOUR, CHICAGO));
    await page.getByLabel(said.hosts).fill('Nobody Of This Name');
    await announce(page, locale);
    await page
      .locator('.field')
      .filter({ has: page.locator('input[name=hosts]') })
      .getByText(said.several)
      .waitFor();
    await page.getByLabel(said.hosts).fill('');
    await announce(page, locale);
    const { id } = await roomAt(page);

    await page.goto(`/rooms/${id}/edit`);
    await page.getByLabel(said.title, { exact: true }).fill('To come later');
    const later = Math.floor(Date.now() / HOUR) * HOUR + 400 * 24 * HOUR;
    await page.getByLabel(said.when, { exact: true }).fill(wallIn(later - 100 * 24 * HOUR, CHICAGO));
    await page.getByLabel(said.hosts).fill(member?.name ?? '');
    await page.getByRole('button', { name: said.save }).click();
    const moved = await roomAt(page);
    expect(moved).toMatchObject({ title: 'To come later', hosts: [{}, { personId: member?.id }] });
    const year = String(new Date(moved.startsAt).getFullYear());
    if (year !== String(new Date().getFullYear()))
      expect(await page.locator('time').first().innerText()).toContain(year);

    await page.goto(`/rooms/${id}/edit`);
    await page.getByRole('button', { name: said.cancel }).click();
    await page.waitForURL(/\/rooms\/[0-9a-f]{16}$/);
    await page.getByTestId('room-status').getByText(said.cancelled).waitFor();
    await page.getByRole('link', { name: said.again }).click();
    await page.getByRole('button', { name: said.again }).click();
    await page.waitForURL(/\/rooms\/[0-9a-f]{16}$/);
    await page.getByTestId('room-status').getByText(said.coming).waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  90_000,
);
