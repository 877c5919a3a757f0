import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let members: { readonly id: string; readonly name: string }[];
let staff: { readonly moderator: string; readonly admin: string };
let path: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  members = people.filter(({ role }) => role === 'member');
  const nameOf = (role: string) => people.find((person) => person.role === role)?.name ?? '';
  staff = { moderator: nameOf('moderator'), admin: nameOf('admin') };
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  path = `/t/${latest?.thread.id}`;
}, 120_000);

/** The demo has few members: what a test leaves with one of them is in nobody's way later. */
function somebody(n: number) {
  const who = members[n];
  if (!who) throw new Error('the demo has too few members');
  return who;
}

async function as(name: string, looks: Looks = {}): Promise<Visitor> {
  return asNamed(browser, demo, name, looks);
}

/** From the person's page, in English. */
async function impose(page: Page, kind: string, words: string): Promise<void> {
  await page.getByRole('link', { name: 'Take action' }).click();
  await page.getByLabel('Action', { exact: true }).selectOption({ label: kind });
  await page.getByLabel('By which rule').selectOption({ label: 'Be kind' });
  await page.getByLabel('What you say to them').fill(words);
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByTestId('history').getByText(words).waitFor();
}

test('whoever is warned sees it at the bell, reads it in Spanish on a phone, and the history stands on their page', async () => {
  const who = somebody(0);
  const desk = await as(staff.moderator);
  const page = await desk.open(`/people/${who.id}`);
  await page.getByText(`There are no decisions about ${who.name} so far.`).waitFor();
  await impose(page, 'Warn', 'Please be kinder to newcomers.');

  const phone = await as(who.name, { width: 360, locale: 'es' });
  const bell = await phone.open('/bell');
  await bell.getByTestId('about-account').getByRole('link', { name: 'Leer' }).click();
  await bell.getByRole('heading', { name: 'Advertencia' }).waitFor();
  await bell.getByText('Please be kinder to newcomers.').waitFor();
  expect(await bell.getByText(staff.moderator).count()).toBe(0);
  await bell.getByRole('button', { name: 'Lo he leído' }).click();
  await bell.getByRole('button', { name: 'Lo he leído' }).waitFor({ state: 'detached' });
  await bell.goto('/bell');
  expect(await bell.getByTestId('about-account').count()).toBe(0);

  // The moderator takes it back, and keeps a note.
  await page.getByRole('button', { name: 'Undo: it was a mistake' }).click();
  await page.getByText('Taken back: it was a mistake').waitFor();
  await page.getByLabel('Note', { exact: true }).fill('A mix-up with somebody else.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByTestId('note').getByText('A mix-up with somebody else.').waitFor();
  await page.goto(`/people/${who.id}`);
  await page.getByTestId('history').getByText('Be kind').waitFor();
  expect([...desk.faults, ...phone.faults]).toEqual([]);
  await Promise.all([desk.close(), phone.close()]);
}, 90_000);

test.each([true, false])(
  'whoever is silenced reads on; what they wrote stays, and says until when; with scripts: %s',
  async (scripts) => {
    const who = somebody(scripts ? 1 : 2);
    const visitor = await as(who.name, { scripts });
    const thread = await visitor.open(path);
    if (scripts) await untilLive(thread);
    const desk = await as(staff.moderator, { scripts });
    const page = await desk.open(`/people/${who.id}`);
    await impose(page, 'Pause their writing', 'Take three days off.');
    await thread.locator('textarea[name=text]').first().fill('I want to say this all the same');
    await thread.getByRole('button', { name: 'Post reply' }).click();
    // In the language of the page, and by the reader's own clock, which only scripts know.
    const end = String.raw`\w+, \w+ \d+(, \d{4})?, [\d:]+\s[AP]M${scripts ? '' : ' UTC'}`;
    await thread
      .getByText(new RegExp(`Your writing is paused until ${end}\\. What you wrote is saved`, 'u'))
      .first()
      .waitFor();
    await thread
      .getByText('I want to say this all the same')
      .or(thread.locator('textarea[name=text]'))
      .first()
      .waitFor();
    const kept = await thread
      .locator('textarea[name=text]')
      .evaluateAll((all) => all.map((one) => 'value' in one && one.value));
    const shown = await thread.getByText('I want to say this all the same').count();
    expect(kept.includes('I want to say this all the same') || shown > 0).toBe(true);
    const you = await visitor.open('/you');
    await you.getByRole('link', { name: 'About your account' }).click();
    await you.getByText('You can read everything, but you cannot write for now.').waitFor();
    // By their own clock, which only scripts know.
    const stands = scripts
      ? /^Until \w+ \d+, \d{4} at [\d:]+\s[AP]M$/u
      : /^Until \w+ \d+, \d{4} at [\d:]+\s[AP]M UTC$/u;
    await you.getByTestId('sanction').locator('time[datetime]', { hasText: stands }).waitFor();
    // Where it was decided it can be taken back at once.
    const decided = page.getByRole('status').filter({ hasText: 'Writing paused' });
    await decided.getByRole('button', { name: 'Undo' }).click();
    await page.getByTestId('history').getByText('Taken back: it was a mistake').waitFor();
    expect(await decided.count()).toBe(0);
    await Promise.all([visitor.close(), desk.close()]);
  },
  90_000,
);

test('whoever is suspended is out, reads why where they sign in, appeals, and a second moderator lets them in', async () => {
  const who = somebody(0);
  const phone = await as(who.name, { width: 360, locale: 'es', scripts: false });
  const desk = await as(staff.moderator);
  await impose(await desk.open(`/people/${who.id}`), 'Suspend the account', 'This was a threat.');
  const page = await phone.open('/you');
  // Signed out at once.
  await page.waitForURL('**/sign-in**');
  await page.getByRole('button', { name: new RegExp(who.name) }).click();
  await page.waitForURL('**/suspended**');
  await page.getByText('This was a threat.').waitFor();
  expect(await page.getByText(staff.moderator).count()).toBe(0);
  await page.getByText(/^(Apelar|Appeal)$/).click();
  await page.locator('textarea').fill('Era una cita de un libro.');
  await page.locator('details button').click();
  await page.getByText('Era una cita de un libro.').waitFor();

  // Whoever decided has no say; the other one finds it on the desk, with the keyboard alone.
  const mine = await desk.open('/desk/people');
  await mine.getByTestId('appeals').getByRole('link', { name: who.name }).click();
  await mine.getByTestId('history').getByText('Era una cita de un libro.').waitFor();
  expect(await mine.getByRole('button', { name: 'Reverse the decision' }).count()).toBe(0);
  const second = await as(staff.admin);
  const other = await second.open('/desk/people');
  await other.getByTestId('appeals').getByRole('link', { name: who.name }).focus();
  await other.keyboard.press('Enter');
  const words = other.getByLabel('Your answer to the appeal');
  await words.focus();
  await other.keyboard.type('It was a quotation. Sorry.');
  await other.keyboard.press('Tab');
  await other.keyboard.press('Tab');
  await other.keyboard.press('Enter');
  await other.getByText('The appeal was successful: the decision no longer applies.').first().waitFor();

  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(who.name) }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/you/standing');
  await page.getByText('It was a quotation. Sorry.').waitFor();
  expect([...desk.faults, ...second.faults, ...phone.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close(), second.close()]);
}, 120_000);

test('a common reason is said in the person’s language', async () => {
  const who = somebody(1);
  const desk = await as(staff.moderator);
  const page = await desk.open('/desk/rules/reason/new');
  await page.getByLabel('In English').fill('This was advertising.');
  await page.getByLabel('In Spanish').fill('Esto era publicidad.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`/desk/people/${who.id}`);
  await page.getByLabel('A common reason').selectOption({ label: 'This was advertising.' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await page
    .getByTestId('history')
    .getByText(/This was advertising|Esto era publicidad/)
    .waitFor();
  // Nothing said at all is refused, and what was chosen stays.
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'Warn' });
  await page.getByLabel('By which rule').selectOption({ label: 'Stay on topic' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('alert').getByText('Some of this cannot be accepted').waitFor();
  await page.goto('/desk/people?name=' + encodeURIComponent(who.name.slice(0, 4)));
  await page.getByTestId('found').getByRole('link', { name: who.name }).waitFor();
  await desk.close();
}, 60_000);
