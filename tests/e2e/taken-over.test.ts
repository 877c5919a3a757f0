import { beforeAll, expect, test } from '@jest/globals';
import { boardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Browser } from 'playwright-core';
import { openActs, openBrowser, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
let [moderator, admin]: string[] = [];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const named = (role: string) => present(people.find((one) => one.role === role)).name;
  [moderator, admin] = [named('moderator'), named('admin')];
}, 120_000);

/** A post that somebody finds dangerous. */
async function reported(): Promise<ThreadId> {
  const [author, reporter] = [
    await personNamed(browser, demo, 'Marisol Vega'),
    await personNamed(browser, demo, 'Ana Fuentes'),
  ];
  const said = { title: 'A hard word', text: 'I know where you live.', language: 'en' } as const;
  const { thread } = await author.do('thread.start', { boardId: boardId.parse('families'), ...said });
  const subject = { kind: 'post', threadId: thread.id, no: 1 } as const;
  await reporter.do('report.make', { subject, reason: 'danger', note: '' });
  return thread.id;
}

test.each([360, 1280])(
  '*Remove…* leads to what somebody else is on; taken over without scripts, they read at once who did it; at %s px',
  async (width) => {
    const id = await reported();
    const [mo, chief] = [
      await asNamed(browser, demo, moderator, { width, locale: 'es', theme: 'dark' }),
      await asNamed(browser, demo, admin, { width, scripts: false }),
    ];
    const page = await mo.open(`/t/${id}`);
    await untilLive(page);
    await openActs(page.locator('#post-1'));
    await page.locator('#acts-1').getByRole('button', { name: 'Retirar…' }).click();
    await page.getByText('Usted se encarga').waitFor();
    await untilLive(page);

    const other = await chief.open(`/t/${id}`);
    await openActs(other.locator('#post-1'));
    await other.locator('#acts-1').getByRole('button', { name: 'Remove…' }).click();
    await other.getByTestId('on-it').getByText(`${moderator} is on it`).waitFor();
    await other.getByRole('button', { name: 'Take it over' }).click();
    await other.getByText('You are on it').waitFor();
    await other.getByTestId('history').getByText(`${admin} took it over from ${moderator}`).waitFor();

    await page.getByTestId('on-it').getByText(`${admin} se encarga ahora en su lugar`).waitFor();
    expect(await page.getByRole('button', { name: 'Retirar', exact: true }).count()).toBe(0);
    expect([...mo.faults, ...chief.faults]).toEqual([]);
    await Promise.all([mo.close(), chief.close()]);
  },
  120_000,
);
