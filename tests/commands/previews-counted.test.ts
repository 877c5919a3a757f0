import { expect, test } from '@jest/globals';
import { asksOfHost, lookUps } from '@hearth/server/features/previews/budgets';
import { openApp, type TestApp } from '../support/app.ts';
import { anUnknownBoard, aThread } from '../support/builders.ts';
import { aPage, openOtherSite, type OtherSite } from '../support/other-site.ts';
import type { Person } from '../support/person.ts';

const DAY_MS = 24 * 3_600_000;

async function onServer(env: Record<string, string>, look: (app: TestApp, other: OtherSite) => Promise<void>) {
  const other = await openOtherSite();
  const app = await openApp(env, { publicWeb: other.reach });
  try {
    await look(app, other);
  } finally {
    await app.close();
    await other.close();
  }
}

test('where it is turned off nobody is asked', () =>
  onServer({ HEARTH_PREVIEWS: 'off' }, async (app, other) => {
    await aThread(await app.person(), await anUnknownBoard(), { text: other.page('/unasked', aPage()) });
    await app.settled();
    expect([other.asked.length, other.resolved.length]).toEqual([0, 0]);
  }));

test(
  'attack 55: for one person so many addresses are looked up in an hour, and of one host so many in a minute',
  () =>
    onServer({ HEARTH_PREVIEWS: 'on', HEARTH_RATE_FACTOR: '1' }, async (app, other) => {
      // Of others so many links wait for a moderator.
      const [ana, ben] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
      app.clock.advance(2 * DAY_MS);
      const { id: threadId } = await aThread(ana, await anUnknownBoard());
      let pages = 0;
      const write = async (person: Person, links: number) => {
        for (let n = 0; n < links; n += 3) {
          const text = [1, 2, 3].map(() => other.page(`/page-${++pages}`, aPage())).join('\n\n');
          await person.do('post.reply', { threadId, text });
        }
        await app.settled();
      };
      await write(ana, lookUps.points + 2);
      expect(other.asked).toHaveLength(lookUps.points);
      await write(ben, asksOfHost.points - lookUps.points + 1);
      expect(other.asked).toHaveLength(asksOfHost.points);
    }),
  120_000,
);

test('a link to a video has a player, whether or not its site is asked', () =>
  onServer({ HEARTH_PREVIEWS: 'off' }, async (app, other) => {
    const person = await app.person({ role: 'moderator' });
    const text =
      'See:\n\nhttps://youtu.be/aqz-KE-bpKQ\n\nhttps://us02web.zoom.us/rec/share/abc\n\nhttps://site.example/';
    const { id: threadId } = await aThread(person, await anUnknownBoard(), { text });
    await app.settled();
    const { html, cards } = (await app.stranger().see('thread.get', { threadId })).posts[0] ?? {};
    expect(cards).toBe(2);
    const player = 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&amp;rel=0';
    expect(html).toContain(`<a class="video" data-player="${player}" href="https://youtu.be/aqz-KE-bpKQ"`);
    expect(html).toContain('<b>Zoom</b>');
    expect([html?.match(/<iframe|<img/g) ?? null, other.asked.length]).toEqual([null, 0]);
  }));
