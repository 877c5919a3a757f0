import { beforeAll, expect, test } from '@jest/globals';
import type { RoomId } from '@hearth/shared/rooms/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { aRoom } from '../support/builders.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import type { Person } from '../support/person.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const PHONE = 360;
/** The bar of places lies over the foot of a phone's page. */
const BAR = 64;
const LOOKS = [
  ['en', 'dark'],
  ['es', 'light'],
] as const;
const words = {
  en: {
    ask: 'Ask',
    yours: 'This is yours!',
    aside: 'A host set this question aside',
    unclear: 'it was not clear what is meant',
    notReached: 'Not reached',
    write: 'Write an answer',
    setAside: 'Set aside',
    personal: 'About one person',
    said: 'What was said, in one line',
    answered: 'Mark as answered',
    place: 'Office hours',
  },
  es: {
    ask: 'Preguntar',
    yours: '¡Es la suya!',
    aside: 'Quien dirige apartó esta pregunta',
    unclear: 'no quedó claro qué se pregunta',
    notReached: 'No dio tiempo',
    write: 'Escribir una respuesta',
    setAside: 'Apartar',
    personal: 'Sobre una persona',
    said: 'Lo que se dijo, en una línea',
    answered: 'Marcar como respondida',
    place: 'Horas de consulta',
  },
} as const;

/** Somebody of the demo network at a browser, who can also act by themselves. */
async function somebody(role: 'admin' | 'member', looks: Looks): Promise<{ visitor: Visitor; person: Person }> {
  const one = (await demo.see('demo.people', {})).find((person) => person.role === role);
  const visitor = await asNamed(browser, demo, one?.name ?? '', looks);
  const person = await personOf(visitor, demo);
  return { visitor, person };
}

async function enter(visitor: Visitor, roomId: RoomId): Promise<Page> {
  const page = await visitor.open(`/rooms/${roomId}`);
  await untilLive(page);
  return page;
}

test.each(LOOKS)(
  'Weak 1, 3: in %s on a phone one can ask above the fold, and a connection that is well says nothing',
  async (locale, theme) => {
    const { visitor, person } = await somebody('member', { locale, theme, width: PHONE });
    const live = (await person.see('room.list', {})).find(({ status }) => status === 'live');
    const page = await enter(visitor, present(live).id);
    const button = page.getByTestId('ask').getByRole('button', { name: words[locale].ask });
    const box = await button.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(740 - BAR);
    expect(await page.getByTestId('connection').isVisible()).toBe(false);
    await visitor.context.setOffline(true);
    await page.getByTestId('connection').waitFor({ state: 'visible' });
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(LOOKS)(
  'W2, W9, Weak 2: in %s an asker reads that it is their turn, that it was set aside, and what is left when time is over',
  async (locale, theme) => {
    const said = words[locale];
    const host = await somebody('admin', { width: 1280 });
    const asker = await somebody('member', { locale, theme, width: PHONE });
    const { id: roomId } = await aRoom(host.person);
    const page = await enter(asker.visitor, roomId);
    await page.getByTestId('ask').getByRole('textbox').fill('Who has the key?');
    await page.getByTestId('ask').getByRole('button', { name: said.ask }).click();
    const own = page.getByTestId('own').getByRole('listitem').filter({ hasText: 'Who has the key?' });
    // Sent: it can be taken back.
    await own.getByRole('button').waitFor();
    const [asked] = (await host.person.see('room.get', { roomId })).questions;
    const its = { roomId, questionId: present(asked).id };

    await host.person.do('question.answer-now', { ...its, replaces: null });
    await page.getByTestId('yours').waitFor();
    await page.getByTestId('own').getByText(said.yours).waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect((await page.getByTestId('yours').boundingBox())?.y).toBeGreaterThanOrEqual(0);

    await host.person.do('question.dismiss', { ...its, note: '', reason: 'unclear' });
    await own.getByText(said.aside).waitFor();
    await own.getByText(said.unclear).waitFor();
    await page.reload();
    await own.getByText(said.aside).waitFor();

    await host.person.do('question.reopen', its);
    await own.getByText(said.aside).waitFor({ state: 'detached' });
    await host.person.do('room.end', { roomId });
    await own.getByText(said.notReached).waitFor();
    expect([...host.visitor.faults, ...asker.visitor.faults]).toEqual([]);
    await Promise.all([host.visitor.close(), asker.visitor.close()]);
  },
  60_000,
);

test.each(LOOKS)(
  'Weak 4: in %s a host on a phone has the buttons of a question on one line, Next in reach, and may answer when time is over',
  async (locale, theme) => {
    const said = words[locale];
    const { visitor, person } = await somebody('admin', { locale, theme, width: PHONE });
    const { id: roomId } = await aRoom(person);
    await person.do('question.ask', { roomId, text: 'Long? '.repeat(40), anonymous: false });
    await person.do('question.ask', { roomId, text: 'Short?', anonymous: true });
    const page = await enter(visitor, roomId);
    const buttons = page.getByTestId('question').first().locator('.acts button');
    const heights = await buttons.evaluateAll((all) => all.map((button) => button.getBoundingClientRect()));
    expect(heights).toHaveLength(3);
    for (const { y, height, right } of heights) {
      expect(y).toBe(heights[0]?.y);
      expect(height).toBeLessThan(60);
      expect(right).toBeLessThanOrEqual(PHONE);
    }
    const next = page.getByTestId('host-bar').getByRole('button').first();
    expect(await next.innerText()).not.toContain('(N)');
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect((await next.boundingBox())?.y).toBeGreaterThanOrEqual(0);

    await page.getByRole('button', { name: said.setAside, exact: true }).first().click();
    await page.getByRole('button', { name: said.personal }).click();
    await page.getByTestId('open').getByText('Long?').waitFor({ state: 'detached' });
    const [long] = (await person.see('room.get', { roomId })).mine.questions.filter(({ text }) =>
      text.includes('Long?'),
    );
    expect(long).toMatchObject({ status: 'dismissed', reason: 'personal' });

    await person.do('room.end', { roomId });
    const short = page.getByTestId('question').filter({ hasText: 'Short?' });
    await short.locator('summary', { hasText: said.write }).click();
    await short.getByRole('textbox').fill('Yes, at the desk.');
    await short.getByRole('button', { name: said.answered }).click();
    await page.getByTestId('answered').getByText('Yes, at the desk.').waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(LOOKS)(
  'Weak 12, 15: in %s a count is no taller than itself, and the place has one name',
  async (locale, theme) => {
    const { visitor, person } = await somebody('admin', { locale, theme, width: PHONE });
    const { id: roomId } = await aRoom(person);
    const { question } = await person.do('question.ask', { roomId, text: 'Long? '.repeat(40), anonymous: false });
    await person.do('question.answered', { roomId, questionId: question.id, note: 'Long. '.repeat(40) });
    const page = await enter(visitor, roomId);
    const count = await page.getByTestId('answered').locator('.count').first().boundingBox();
    expect(count?.height).toBeLessThan(80);
    for (const path of ['/', '/rooms', '/rooms/new']) {
      await page.goto(path);
      expect(await page.locator('nav a[href="/rooms"]').innerText()).toBe(words[locale].place);
      expect(await page.locator('body').innerText()).not.toMatch(/Consultas/);
    }
    await visitor.close();
  },
  60_000,
);
