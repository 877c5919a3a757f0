import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed, personOf } from '../support/in-demo.ts';
import { turnEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

test.each([
  ['en', true, 'first-call'],
  ['es', false, 'way-finder'],
] as const)(
  'in %s, with scripts: %s: what one said of an entry is taken back while that is hidden',
  async (locale, scripts, key) => {
    const entryId = entryIdOfKey(key);
    const marisol = await asNamed(browser, demo, 'Marisol Vega', { locale, scripts, width: 360 });
    const [she, rosa] = [await personOf(marisol, demo), await personNamed(browser, demo, 'Rosa Delgado')];
    const told = { level: 'high', place: 'city', result: 'worked', changed: '', sentence: 'It went well.' } as const;
    await she.do('trial.report', { entryId, ...told });
    await turnEntry(rosa, present((await rosa.see('library.entry', { entryId })).entry), 'hide');
    const page = await marisol.open(`/library/${entryId}`);
    const withdraw = page
      .getByTestId('tried')
      .getByRole('button', { name: /^(Withdraw my report|Retirar mi informe)$/ });
    await withdraw.click();
    await withdraw.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: /^(This is being looked at|Esto se está revisando)$/ }).waitFor();
    expect(marisol.faults).toEqual([]);
    await marisol.close();
  },
  120_000,
);
