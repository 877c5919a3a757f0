import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let staff: { readonly moderator: string; readonly admin: string };
let roomPath: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const nameOf = (role: string) => people.find((person) => person.role === role)?.name ?? '';
  staff = { moderator: nameOf('moderator'), admin: nameOf('admin') };
  const room = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
  roomPath = `/rooms/${room?.id}`;
}, 120_000);

const MEMBER = 'Marisol Vega';

async function as(name: string, looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, name, looks);
}

test.each([
  {
    locale: 'en',
    width: 1280,
    report: 'Report',
    reason: 'Unkind or harassing',
    done: 'Thank you. Moderators',
    scripts: true,
    asked: 'Is there a short agreement',
  },
  {
    locale: 'es',
    width: 360,
    report: 'Denunciar',
    reason: 'Ofensivo o acoso',
    done: 'Gracias. El equipo',
    scripts: false,
    asked: 'women-only hours',
  },
] as const)(
  'a question is reported from its card, and is on the desk and in the queue at once: $locale, scripts $scripts',
  async ({ report, reason, done, asked, ...looks }) => {
    const desk = await as(staff.admin);
    const feed = await desk.open('/desk?area=reports');
    await untilLive(feed);
    const rows = feed.getByTestId('desk').getByRole('article');
    const before = await rows.count();
    const member = await as(MEMBER, looks);
    const room = await member.open(roomPath);
    if (looks.scripts) await untilLive(room);
    // What was asked without a name is in the queue alone.
    const card = room.getByTestId('question').filter({ hasText: asked });
    await card.getByRole('link', { name: report }).click();
    await room.getByRole('button', { name: reason }).click();
    await room.getByText(done).waitFor();
    await rows.nth(before).waitFor();
    const first = rows.first();
    await first.getByText('Unkind or harassing').waitFor();
    expect(await first.innerText()).not.toContain(MEMBER);
    await first.getByRole('link', { name: /^Review/ }).click();
    await feed.waitForURL('**/desk/queue/**');
    await feed.getByTestId('reports').getByText(MEMBER).waitFor();
    expect([...desk.faults, ...member.faults]).toEqual([]);
    await Promise.all([desk.close(), member.close()]);
  },
  90_000,
);

test('an appeal stands on the desk and in the queue, leads to where it is decided, and is closed there', async () => {
  const [phone, mouse] = [
    await as(staff.moderator, { width: 360, locale: 'es', scripts: false }),
    await as(staff.admin),
  ];
  const queue = await phone.open('/desk/queue');
  await queue.getByTestId('review').filter({ hasText: 'Apelación' }).getByRole('link').click();
  await queue.getByRole('button', { name: 'Encargarme' }).click();
  await queue.getByTestId('on-it').waitFor();
  const other = await mouse.open('/desk?decide=yes&area=reports');
  const row = other.getByRole('article').filter({ hasText: 'Appeal' });
  await row.getByRole('link', { name: /^Review/ }).click();
  await other.getByTestId('on-it').getByText(staff.moderator).waitFor();

  await queue.getByRole('link', { name: 'Ir a decidir' }).click();
  await queue.getByLabel('Su respuesta a la apelación').fill('Gracias por explicarlo.');
  await queue.getByRole('button', { name: 'Anular la decisión' }).click();
  await queue.getByText('Se aceptó la apelación').first().waitFor();
  await other.getByTestId('history').getByText(`${staff.moderator} decided that it no longer applies`).waitFor();
  expect(await other.getByRole('button', { name: 'Undo the decision' }).count()).toBe(0);
  expect([...phone.faults, ...mouse.faults]).toEqual([]);
  await Promise.all([phone.close(), mouse.close()]);
}, 90_000);
