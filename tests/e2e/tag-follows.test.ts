import { beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { tagId } from '@hearth/shared/tags/entity';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Tags that one follows and mutes, in the browser. */

let demo: Demo;
let browser: Browser;
let names: string[];
let writer: Person;
let boardId: BoardId;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  names = (await demo.see('demo.people', {})).filter(({ role }) => role === 'member').map(({ name }) => name);
  writer = await personNamed(browser, demo, names[1] ?? '');
  boardId = present((await demo.see('board.list', {}))[0]).id;
}, 120_000);

const words = {
  en: {
    ...{ follow: /^Follow/, mute: /^Mute/, because: 'You follow this because you follow the tag Food' },
    ...{ muted: 'You have muted this', unmute: 'Unmute: Food' },
  },
  es: {
    ...{ follow: /^Seguir/, mute: /^Silenciar/, because: 'Usted sigue esto porque sigue la etiqueta Comida' },
    ...{ muted: 'Usted ha silenciado esto', unmute: 'Dejar de silenciar: Comida' },
  },
} as const;

const follow = (page: Page) => page.getByTestId('follow');

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['en', 'light', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: a tag is followed on its page, its threads are news and say why, and muted it goes',
  async (locale, theme, width, scripts) => {
    const said = words[locale];
    const title = `Apples ${locale} ${width}`;
    const reader = await asNamed(browser, demo, names[0] ?? '', { locale, theme, width, scripts });
    const page = await reader.open('/tags/food');
    if (scripts) await page.waitForLoadState('networkidle');
    await follow(page).locator('summary').click();
    await follow(page).getByRole('button', { name: said.follow }).click();
    await follow(page).locator('.followed').waitFor();
    const tags = [tagId.parse('food')];
    const { thread } = await writer.do('thread.start', { boardId, title, text: 'Short.', language: 'en', tags });

    for (const path of ['/unread', '/bell']) {
      const list = await reader.open(path);
      const row = list.getByRole('listitem').filter({ hasText: title });
      await row.getByText(said.because).waitFor();
      await list.close();
    }
    const read = await reader.open(`/t/${thread.id}`);
    await follow(read).getByText(said.because).waitFor();
    await read.close();

    await page.goto('/tags/food');
    if (scripts) await page.waitForLoadState('networkidle');
    await follow(page).locator('summary').click();
    await follow(page).getByRole('button', { name: said.mute }).click();
    await follow(page).getByText(said.muted).waitFor();
    const list = await reader.open('/unread');
    await list.getByTestId('total').waitFor();
    expect(await list.getByText(title).count()).toBe(0);

    await list.goto('/follows');
    if (scripts) await list.waitForLoadState('networkidle');
    await list.getByTestId('muted').getByRole('button', { name: said.unmute }).click();
    await list.getByTestId('muted').getByRole('button', { name: said.unmute }).waitFor({ state: 'detached' });
    await list.goto('/unread');
    await list.getByText(title).first().waitFor();
    expect(reader.faults).toEqual([]);
    await reader.close();
  },
  120_000,
);
