import { expect, test } from '@jest/globals';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { freePort } from '../support/redis.ts';

test('R1: by plain http under a local name one replies, asks and votes', async () => {
  const port = await freePort();
  const url = `http://hearth.lan:${port}`;
  const demo = await openDemo({ PORT: String(port), HEARTH_URL: url });
  const browser = await openBrowser(['--host-resolver-rules=MAP hearth.lan 127.0.0.1']);
  try {
    const live = (await demo.see('room.list', {})).find(({ status }) => status === 'live');
    const hosts = new Set(live?.hosts.map(({ personId }) => personId));
    const people = await demo.see('demo.people', {});
    const visitor = await visit(browser, url);
    await signInAs(visitor, people.find(({ id, role }) => role === 'member' && !hosts.has(id))?.name ?? '');
    const [latest] = await demo.see('thread.latest', { most: 1 });
    const thread = await visitor.open(`/t/${latest?.thread.id}`);
    await untilLive(thread);
    expect(await thread.evaluate(() => isSecureContext)).toBe(false);
    await thread.getByTestId('composer').getByRole('textbox').fill('Said in the staff room');
    await thread.getByRole('button', { name: 'Post reply' }).click();
    await thread.getByTestId('posts').locator('li[id]').filter({ hasText: 'Said in the staff room' }).waitFor();

    const room = await visitor.open(`/rooms/${live?.id}`);
    await untilLive(room);
    await room.getByTestId('ask').getByRole('textbox').fill('Asked in the staff room?');
    await room.getByTestId('ask').getByRole('textbox').press('Control+Enter');
    await room.getByTestId('open').locator('> li').filter({ hasText: 'Asked in the staff room?' }).waitFor();
    const vote = room.getByTestId('open').locator('button[aria-pressed=false]:enabled').first();
    const answered = room.waitForFunction(() => document.querySelector('[data-testid=open] [aria-pressed=true]'));
    await vote.click();
    await answered;
    await room.reload();
    await room.getByTestId('open').locator('[aria-pressed=true]').first().waitFor();
    // Of one header Chromium says that it is for secure pages.
    expect(visitor.faults.filter((fault) => !fault.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
  } finally {
    await browser.close();
    await demo.close();
  }
}, 120_000);
