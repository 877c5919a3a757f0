import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { entryIdOfKey } from '@hearth/server/demo/library';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { aList } from '../support/saved-lists.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    share: 'Share this list',
    whom: 'Who may read it',
    title: 'Title that others read',
    intro: /^Introduction/,
    go: 'Share',
    link: 'Link',
    report: 'Report this list',
    wrong: /^What is wrong with it/,
    send: 'Send the report',
    thanks: /^Thank you/,
    stopped: /^Moderators have stopped this list.*: It names a family\./,
    members: 'Members of Coordinators',
    yours: 'Shared with your groups',
    stop: 'Stop sharing',
    withThem: 'Shared with Coordinators',
  },
  es: {
    share: 'Compartir esta lista',
    whom: 'Quién puede leerla',
    title: 'Título que leen los demás',
    intro: /^Presentación/,
    go: 'Compartir',
    link: 'Enlace',
    report: 'Avisar sobre esta lista',
    wrong: /^¿Qué problema tiene/,
    send: 'Enviar el aviso',
    thanks: /^Gracias/,
    stopped: /^Moderación hizo que esta lista.*: It names a family\./,
    members: 'Integrantes de Coordinators',
    yours: 'Compartidas con sus grupos',
    stop: 'Dejar de compartir',
    withThem: 'Compartida con Coordinators',
  },
} as const;

const ways = [
  ['en', true, 1280],
  ['es', false, 320],
] as const;

test.each(ways)(
  'in %s, with scripts: %s, %d px wide: a list is shared by its link, read, reported, and stopped by a moderator',
  async (locale, scripts, width) => {
    const m = words[locale];
    const [ana, devon, rosa] = await Promise.all([
      asNamed(browser, demo, 'Ana Fuentes', { locale, scripts, width }),
      asNamed(browser, demo, 'Devon Carter', { locale, scripts, width }),
      asNamed(browser, demo, 'Rosa Delgado', { scripts }),
    ]);
    const person = await personOf(ana, demo);
    const entryId = entryIdOfKey('way-finder');
    await person.do('saved.keep', { entryId, note: 'A private word' });
    const listId = await aList(person, [entryId], `My name for it ${locale}`);
    const title = `What helps at the door ${locale}`;

    const page = await ana.open(`/library/saved/${listId}`);
    await page.getByText(m.share, { exact: true }).click();
    const form = page.getByTestId('share-form');
    await form.getByLabel(m.whom).selectOption('link');
    await form.getByLabel(m.title).fill(title);
    await form.getByLabel(m.intro).fill('Posters that worked for us.');
    await form.getByRole('button', { name: m.go, exact: true }).click();
    const address = await page.getByTestId('share').getByLabel(m.link).inputValue();

    const read = await devon.open(new URL(address).pathname);
    await read.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await read.getByTestId('shelved').count()).toBe(1);
    expect(await read.getByText(/A private word|My name for it/).count()).toBe(0);
    const wide = await read.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await read.getByText(m.report, { exact: true }).click();
    await read.getByLabel(m.wrong).fill('It names a family.');
    await read.getByRole('button', { name: m.send }).click();
    await read.getByText(m.thanks).waitFor();

    const queue = await rosa.open('/library/queue');
    await queue.getByRole('link', { name: /^Rights and privacy: [1-9]/ }).click();
    const card = queue.getByTestId('reported-lists').getByRole('listitem').filter({ hasText: title });
    await card.getByText('It names a family.').waitFor();
    await card.getByLabel(/^Why\?/).fill('It names a family.');
    await card.getByRole('button', { name: /^Stop sharing it/ }).click();
    await card.waitFor({ state: 'detached' });

    const told = await ana.open(`/library/saved/${listId}`);
    await told.getByText(m.stopped).waitFor();
    const gone = await devon.context.request.get(address);
    expect(gone.status()).toBe(404);
    expect([...ana.faults, ...devon.faults, ...rosa.faults]).toEqual([]);
    await Promise.all([ana.close(), devon.close(), rosa.close()]);
  },
  120_000,
);

test.each(ways)(
  'in %s, with scripts: %s, %d px wide: a list is shared with a group, found by its members, and taken back',
  async (locale, scripts, width) => {
    const m = words[locale];
    const [ana, rosa] = await Promise.all([
      asNamed(browser, demo, 'Ana Fuentes', { locale, scripts, width }),
      asNamed(browser, demo, 'Rosa Delgado', { locale, scripts, width }),
    ]);
    const person = await personOf(ana, demo);
    const listId = await aList(person, [entryIdOfKey('way-finder')], `For us ${locale}`);
    const page = await ana.open(`/library/saved/${listId}`);
    await page.getByText(m.share, { exact: true }).click();
    const form = page.getByTestId('share-form');
    await form.getByLabel(m.whom).selectOption({ label: m.members });
    await form.getByRole('button', { name: m.go, exact: true }).click();
    await page.getByText(m.withThem).waitFor();

    const read = await rosa.open('/library/saved');
    await read.getByRole('heading', { name: m.yours }).waitFor();
    await read.getByRole('link', { name: `For us ${locale}` }).click();
    await read.getByRole('heading', { level: 1, name: `For us ${locale}` }).waitFor();
    expect(await read.getByTestId('shelved').count()).toBe(1);

    await page.getByRole('button', { name: m.stop, exact: true }).click();
    await page.getByTestId('share').waitFor({ state: 'detached' });
    const gone = await rosa.context.request.get(`${demo.url}/library/saved/${listId}`);
    expect(gone.status()).toBe(404);
    expect([...ana.faults, ...rosa.faults]).toEqual([]);
    await Promise.all([ana.close(), rosa.close()]);
  },
  120_000,
);
