import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayOf, spanOf } from '@hearth/server/features/notifications/days';
import { noFacets } from '@hearth/shared/library/facets';
import { tagId } from '@hearth/shared/tags/entity';
import type { Browser } from 'playwright-core';
import { openApp, type TestApp } from '../support/app.ts';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { aCollection } from '../support/collections.ts';
import { anEntry, otherParts, renewEntry, turnVersion } from '../support/library.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** Following something of the library, and what one saved and has changed since, in the browser. */

let app: TestApp;
let browser: Browser;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  [app, browser] = await Promise.all([openApp({}, { withPages: true }), openBrowser()]);
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  const synonyms = { en: [], es: [] };
  for (const one of ['buses', 'roads'])
    await curator.do('tag.create', {
      ...{ tagId: tagId.parse(one), name: { en: `About ${one}`, es: `Sobre ${one}` }, synonyms, group: 'topic' },
    });
}, 120_000);
afterAll(() => app.close());

async function tomorrow(): Promise<void> {
  await app.settled();
  const { to } = spanOf(dayOf(app.clock.now()));
  app.clock.advance(to.getTime() - app.clock.now().getTime() + 1_000);
  await app.services.jobs.settled(20_000);
}

const words = {
  en: {
    ...{ follow: 'Follow: ', stop: 'Stop following: ', version: 'Version 2 of “Bus plan en”', topic: 'About buses' },
    ...{ read: 'Mark as read: ', collection: 'New in the collection “First month en”', keep: 'Save for later' },
    ...{ newer: 'Version 2 has come since you saved it.', see: /^See what is new/ },
  },
  es: {
    ...{ follow: 'Seguir: ', stop: 'Dejar de seguir: ', version: 'Versión 2 de «Bus plan es»', topic: 'Sobre roads' },
    ...{ read: 'Marcar como leído: ', collection: 'Un recurso nuevo en la colección «First month es»' },
    ...{ keep: 'Guardar para después', newer: 'Hay una versión nueva desde que lo guardó: la 2.' },
    see: /^Ver qué hay de nuevo/,
  },
} as const;

test.each([
  ['en', true, 1280],
  ['es', false, 360],
] as const)(
  'in %s, with scripts: %s, %d px wide: one follows an entry, a collection and a topic, and the bell tells of them the next day',
  async (locale, scripts, width) => {
    const said = words[locale];
    const topic = tagId.parse(locale === 'en' ? 'buses' : 'roads');
    const reader = await app.person({ name: 'Ana Fuentes' });
    const facets = { ...noFacets, topics: [topic] };
    const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: `Bus plan ${locale}`, facets });
    const { id: collectionId } = await aCollection(curator, [entryId], { title: `First month ${locale}` });
    await reader.do('saved.keep', { entryId });
    app.clock.advance(1_000);

    const visitor = await visit(browser, app.url, { locale, scripts, width });
    const [name = '', value = ''] = (reader.cookie ?? '').split('=');
    await visitor.context.addCookies([{ name, value, url: app.url }]);
    for (const path of [`/library/${entryId}`, `/library/collections/${collectionId}`, `/library?topic=${topic}`]) {
      const page = await visitor.open(path);
      if (scripts) await untilLive(page);
      await page.getByTestId('follow').getByRole('button', { name: said.follow }).click();
      await page.getByTestId('follow').getByRole('button', { name: said.stop }).waitFor();
      await page.close();
    }
    await until(
      async () => Object.values(await reader.see('follow.library-list', {})).every(({ length }) => length === 1),
      'all three',
    );

    const { version } = await renewEntry(owner, entryId, { what: 'New stops', parts: otherParts(locale) });
    await turnVersion(curator, entryId, 'accept', version);
    const fresh = await anEntry({ owner, curator }, 'published', { title: `Night buses ${locale}`, facets });
    await curator.do('collection.add', { collectionId, entryId: fresh.id, note: '' });
    await tomorrow();

    const bell = await visitor.open('/bell');
    if (scripts) await bell.waitForLoadState('networkidle');
    const rows = bell.getByTestId('library').getByRole('listitem');
    expect(await rows.count()).toBe(3);
    await rows.filter({ hasText: 'New stops' }).getByText(said.version).waitFor();
    await rows.filter({ hasText: said.topic }).getByText(`Night buses ${locale}`).waitFor();
    const added = rows.filter({ hasText: said.collection });
    await added.getByRole('button', { name: said.read }).click();
    await until(async () => (await reader.see('bell.count', {})).total === 2, 'one to be read');
    await bell.close();

    // What one saved says so as well, until one has looked.
    const saved = await visitor.open('/library/saved');
    await saved.getByText(said.newer).waitFor();
    await saved.getByRole('button', { name: said.see }).click();
    await saved.waitForURL(new RegExp(entryId));
    await until(async () => (await reader.see('saved.list', {})).rows[0]?.newer === null, 'it to be seen');
    if (scripts) await until(async () => (await reader.see('bell.count', {})).total === 1, 'the bell to know');
    await saved.close();

    // All of it stands in the settings of the bell, and ends there.
    const settings = await visitor.open('/you/bell');
    if (scripts) await settings.waitForLoadState('networkidle');
    expect(await settings.getByTestId('library').getByRole('listitem').count()).toBe(3);
    await settings.getByRole('button', { name: `${said.stop}Bus plan ${locale}` }).click();
    await until(async () => (await reader.see('follow.library', { what: { entryId } })).level === 'normal', 'the end');
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  120_000,
);
