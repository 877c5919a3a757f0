import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** A link that is older than a year; its owner has not answered for more than thirty days. */
const path = `/library/${entryIdOfKey('summer-map')}`;
const DUE = /(It is time to look at it again|Es hora de volver a revisarlo)/;

test.each([
  ['en', true],
  ['es', false],
] as const)(
  'in %s, with scripts: %s: readers see how old it is, curators find it due, and its owner is asked at the bell',
  async (locale, scripts) => {
    const looks = { locale, scripts, width: 360 } as const;
    const [stranger, rosa, marisol] = await Promise.all([
      visit(browser, demo.url, looks),
      asNamed(browser, demo, 'Rosa Delgado', looks),
      asNamed(browser, demo, 'Marisol Vega', looks),
    ]);
    const page = await stranger.open(path);
    await page
      .getByTestId('age')
      .getByText(/(Made 2025, checked|Hecho en 2025, revisado:) /)
      .waitFor();
    // The second time it was found true a moment ago.
    const isDue = scripts;
    expect(await page.getByTestId('age').getByText(DUE).count()).toBe(isDue ? 1 : 0);
    expect(await page.getByTestId('still-true').count()).toBe(0);

    const queue = await rosa.open('/library/queue');
    expect(
      await queue
        .getByTestId('due')
        .getByRole('link', { name: /Mapa del verano/ })
        .count(),
    ).toBe(isDue ? 1 : 0);
    const owner = await personOf(marisol, demo);
    await until(async () => (await owner.see('bell.list', {})).entries.some(({ id }) => path.endsWith(id)), 'the bell');
    const bell = await marisol.open('/bell');
    if (isDue) await bell.getByRole('link', { name: /^Still true\?/ }).waitFor();

    const own = await marisol.open(path);
    const card = own.getByTestId('still-true');
    expect(await card.getByRole('link', { name: /^(Fix it|Corregirlo)/ }).count()).toBe(isDue ? 1 : 0);
    await card.getByRole('button', { name: /^(Yes, still true|Sí, sigue vigente)$/ }).click();
    await own
      .getByTestId('still-true')
      .getByText(/(It is looked at again in|Se vuelve a revisar en) /)
      .waitFor();
    await own.getByTestId('age').waitFor();
    expect(await own.getByTestId('age').getByText(DUE).count()).toBe(0);
    expect([...stranger.faults, ...rosa.faults, ...marisol.faults]).toEqual([]);
    await Promise.all([stranger, rosa, marisol].map((one) => one.close()));
  },
  120_000,
);
