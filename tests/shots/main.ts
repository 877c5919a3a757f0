import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit, type Looks } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { deskPagesOf } from '../support/desk-pages.ts';
import { pagesOf } from '../support/pages.ts';

const FOLDER = join(import.meta.dirname, '../../shots');
const WIDTHS = [360, 768, 1280];

/** Pictures of every page in both themes, both languages and three widths, to be looked at: `npm run shots [-- <page> …]`. */
async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  try {
    const { pages, staff } = await pagesOf(demo.see);
    const all = [...pages, ...(await deskPagesOf(demo))];
    const chosen = all.filter(([name]) => wanted.length === 0 || wanted.includes(name));
    const looks = WIDTHS.flatMap((width) =>
      (['light', 'dark'] as const).flatMap((theme) =>
        (['en', 'es'] as const).map((locale) => ({ width, theme, locale })),
      ),
    );
    for (const [n, look] of looks.entries()) {
      await shoot(browser, demo.url, look, chosen, staff);
      console.log(`${n + 1} of ${looks.length}: ${look.locale}, ${look.theme}, ${look.width} px`);
    }
  } finally {
    await browser.close();
    await demo.close();
  }
}

async function shoot(
  browser: Browser,
  url: string,
  look: Looks,
  pages: readonly [string, string][],
  staff: string,
): Promise<void> {
  const visitor = await visit(browser, url, look);
  await signInAs(visitor, staff);
  for (const [name, path] of pages) {
    const page = await visitor.open(path);
    await page.waitForTimeout(400);
    const file = `${name.replaceAll(' ', '-')}-${look.locale}-${look.theme}-${look.width}.png`;
    await page.screenshot({ path: join(FOLDER, file), fullPage: false });
    await page.close();
  }
  await visitor.close();
}

await main(process.argv.slice(2));
