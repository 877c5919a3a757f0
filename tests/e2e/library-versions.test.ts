import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** Labels in each language of the site, of whoever gives and whoever reads; the curator's are English. */
const words = {
  en: {
    propose: 'Share something',
    title: 'Title',
    link: 'Link',
    may: /I may share this/,
    send: 'Send for review',
    sent: /^Sent/,
    renew: 'Send a new version',
    choose: 'Choose files',
    fileName: 'Name of the file',
    what: 'What has changed?',
    sendVersion: 'Send the new version',
    waits: 'Version 2 waits for a curator',
    newer: /A newer version is here/,
    open: 'Open the current version',
    current: 'current',
    old: 'This is version 1. The current one is version 2.',
  },
  es: {
    propose: 'Compartir algo',
    title: 'Título',
    link: 'Enlace',
    may: /Puedo compartirlo/,
    send: 'Enviar a revisión',
    sent: /^Enviado/,
    renew: 'Enviar una nueva versión',
    choose: 'Elegir archivos',
    fileName: 'Nombre del archivo',
    what: '¿Qué ha cambiado?',
    sendVersion: 'Enviar la nueva versión',
    waits: 'La versión 2 está por revisar',
    newer: /Hay una versión más nueva/,
    open: 'Abrir la versión actual',
    current: 'actual',
    old: 'Esta es la versión 1. La actual es la versión 2.',
  },
} as const;

test.each([
  ['en', 360, 'Bus times'],
  ['es', 1280, 'Horarios del bus'],
] as const)(
  'in %s, %d px wide: a new version is sent, taken, and told to whoever has the one before open',
  async (locale, width, title) => {
    const m = words[locale];
    const [ana, rosa, stranger] = await Promise.all([
      asNamed(browser, demo, 'Ana Fuentes', { locale, width }),
      asNamed(browser, demo, 'Rosa Delgado'),
      visit(browser, demo.url, { locale, width }),
    ]);
    const mine = await ana.open('/library');
    await untilLive(mine);
    await mine.getByRole('link', { name: m.propose }).click();
    await mine.getByLabel(m.title, { exact: true }).fill(title);
    await mine.getByLabel(m.link, { exact: true }).fill('https://example.org/buses');
    await mine.getByRole('checkbox', { name: m.may }).check();
    await mine.getByRole('button', { name: m.send }).click();
    await mine.getByRole('heading', { name: m.sent }).waitFor();
    const { pathname } = new URL(mine.url());
    const review = await rosa.open(pathname);
    await review.getByRole('button', { name: 'Publish' }).click();
    await review.getByRole('heading', { name: 'Published' }).waitFor();
    const page = await stranger.open(pathname);
    await untilLive(page);
    const latest = `${demo.url}${pathname.slice(0, '/library/0123456789abcdef'.length)}/latest`;
    const first = await fetch(latest, { redirect: 'manual' });
    expect([first.status, first.headers.get('cache-control'), first.headers.get('location')]).toEqual([
      ...[302, 'private, no-store', latest.slice(demo.url.length).replace('/latest', '')],
    ]);

    await mine.getByRole('link', { name: m.renew }).click();
    const [chooser] = await Promise.all([
      mine.waitForEvent('filechooser'),
      mine.getByRole('button', { name: m.choose }).click(),
    ]);
    await chooser.setFiles({ name: 'buses.pdf', mimeType: 'application/pdf', buffer: pdf('Buses') });
    await mine.getByTestId('part').getByLabel(m.fileName).waitFor();
    await mine.getByLabel(m.what).fill('A file in place of the page');
    await mine.getByRole('button', { name: m.sendVersion }).click();
    await mine.getByRole('heading', { name: m.waits }).waitFor();
    const queue = await rosa.open('/library/queue');
    await queue.getByTestId('renewed').getByRole('link', { name: title }).click();
    await queue.getByTestId('proposed').getByText('A file in place of the page').waitFor();
    await queue.getByRole('button', { name: 'Make it current' }).click();
    await queue.getByTestId('proposed').waitFor({ state: 'detached' });

    // Who reads the one before goes on reading it.
    await page.getByTestId('other-version').getByText(m.newer).waitFor();
    expect(await page.getByTestId('parts').getByTestId('part').count()).toBe(1);
    await page.getByRole('link', { name: m.open }).click();
    await page.getByTestId('parts').getByText('buses.pdf', { exact: true }).waitFor();
    const second = await fetch(latest, { redirect: 'manual' });
    expect(second.headers.get('location')).toMatch(/^\/api\/files\/[0-9a-f]{16}\/download$/);
    const old = await stranger.open(`${pathname}?v=1`);
    await old.getByText(m.old).waitFor();
    expect(await old.getByTestId('parts').getByText('buses.pdf', { exact: true }).count()).toBe(0);
    expect((await fetch(`${demo.url}${pathname}?v=9`)).status).toBe(404);
    expect([...ana.faults, ...rosa.faults, ...stranger.faults]).toEqual([]);
    await Promise.all([ana, rosa, stranger].map((one) => one.close()));
  },
  180_000,
);
