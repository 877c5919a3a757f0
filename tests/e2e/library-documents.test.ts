import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { turnEntry } from '../support/library.ts';
import { pdfOf } from '../support/pdfs.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    ...{ title: 'Title', choose: 'Choose files', share: /I may share this/, send: 'Send for review', sent: /^Sent/ },
    ...{ fault: /pictures of words/, mend: /searchable PDF/, more: 'How more people could use it (2)' },
    ...{ edit: 'Edit', back: 'Take it back' },
  },
  es: {
    ...{
      title: 'Título',
      choose: 'Elegir archivos',
      share: /Puedo compartir/,
      send: 'Enviar a revisión',
      sent: /^Envia/,
    },
    ...{ fault: /fotos de palabras/, mend: /PDF con búsqueda/, more: 'Cómo podría servir a más personas (2)' },
    ...{ edit: 'Editar', back: 'Recuperarlo' },
  },
} as const;

test.each([
  ['en', 360],
  ['es', 1280],
] as const)(
  'in %s, %d px wide, whoever sends a scan is told how to mend it, while they write and on its page; readers are not',
  async (locale, width) => {
    const m = words[locale];
    const scan = pdfOf(['', ''], { info: '/Title (Flyer)' });
    const ana = await asNamed(browser, demo, 'Ana Fuentes', { locale, width });
    const page = await ana.open('/library/propose');
    await page.getByLabel(m.title, { exact: true }).fill(`Flyer ${locale}`);
    await page.getByRole('button', { name: m.choose }).waitFor();
    const file = { name: 'flyer.pdf', mimeType: 'application/pdf', buffer: scan };
    await page.getByLabel(m.choose, { exact: true }).and(page.locator('input')).setInputFiles(file);
    // Said to whoever cannot see it as well.
    const told = page.getByTestId('part').getByRole('status').getByTestId('hints');
    await told.getByText(m.fault).waitFor();
    await told.getByText(m.mend).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('checkbox', { name: m.share }).check();
    await page.getByRole('button', { name: m.send }).click();
    await page.getByRole('heading', { name: m.sent }).waitFor();
    await untilLive(page);

    const summary = page.getByTestId('advice').getByText(m.more);
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('advice').getByText(m.mend).waitFor();
    // Opened again, the form says it of the file that stands there.
    const path = new URL(page.url()).pathname;
    await page.getByRole('button', { name: m.back }).click();
    await page.getByRole('link', { name: m.edit }).click();
    await page.getByTestId('hints').getByText(m.mend).waitFor();
    expect(ana.faults).toEqual([]);

    const bare = await asNamed(browser, demo, 'Ana Fuentes', { locale, width, scripts: false });
    const without = await bare.open(path);
    await without.getByTestId('advice').getByText(m.more).click();
    await without.getByTestId('advice').getByText(m.fault).waitFor();

    const id = path.split('/')[2] ?? '';
    const [owner, curator] = [
      await personNamed(browser, demo, 'Ana Fuentes'),
      await personNamed(browser, demo, 'Rosa Delgado'),
    ];
    const { entry } = await owner.see('library.entry', { entryId: id });
    if (!entry) throw new Error('it is not there');
    const sent = await turnEntry(owner, entry, 'submit');
    await turnEntry(curator, sent, 'publish');
    const reader = await visit(browser, demo.url, { locale, width });
    const open = await reader.open(path);
    await open.getByTestId('part').waitFor();
    expect(await open.getByTestId('advice').count()).toBe(0);
    await Promise.all([ana.close(), bare.close(), reader.close()]);
  },
  120_000,
);
