import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findFile } from '@hearth/server/features/files/store';
import { pdfLimits } from '@hearth/server/features/files/pdf-limits';
import { downloadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry } from '../support/library.ts';
import { bombs, pdfOf } from '../support/pdfs.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
  rosa = await app.person({ name: 'Rosa Delgado', role: 'moderator' });
  // What the first one loads is loaded once.
  await looked((await upload(ana, pdfOf(['First']), 'attachment', 'first.pdf')).id);
});
afterAll(() => app.close());

async function looked(fileId: string, ms = 60_000) {
  await until(async () => (await findFile(fileId))?.toLook === false, 'it was looked into', ms);
  return findFile(fileId);
}

/** The most milliseconds of the processor that one turn of this process took meanwhile: others on the machine count for nothing. */
function longestTurn(): { stop(): number } {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let [before, longest] = [spent(), 0];
  const timer = setInterval(() => {
    const now = spent();
    [longest, before] = [Math.max(longest, now - before), now];
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

test.each(Object.keys(bombs))(
  'attack 59: a PDF of the library with %s is looked into in bounded time, apart from the server, and saved as it is',
  async (what) => {
    const bytes = bombs[what]?.() ?? Buffer.alloc(0);
    const file = await upload(ana, bytes, 'attachment', 'plan.pdf');
    expect(file.state).toBe('ready');
    // It is there, and nobody has looked yet: from here on it is only the looking.
    const turns = longestTurn();
    const began = performance.now();
    const found = await looked(file.id);
    expect(turns.stop()).toBeLessThan(50);
    expect(performance.now() - began).toBeLessThan(2 * pdfLimits.longestMs);
    expect(found?.words ?? 0).toBeLessThanOrEqual(fileLimits.words);

    const parts = [{ kind: 'file' as const, fileId: file.id, name: 'plan.pdf', language: 'en' as const }];
    await anEntry({ owner: ana, curator: rosa }, 'published', { title: what, parts });
    const answer = await fetch(app.url + downloadPath(file.id), { headers: app.stranger().headers() });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  },
  120_000,
);

test('attack 59: one that unpacks to gigabytes, or holds itself, is said to be unread; the next one is read', async () => {
  for (const what of [
    'four gigabytes, packed twice',
    'a page tree that holds itself',
    'arrays in arrays, a million deep',
  ]) {
    const { id } = await upload(ana, bombs[what]?.() ?? Buffer.alloc(0), 'attachment', 'plan.pdf');
    expect((await looked(id))?.hints).toEqual(['pdf-unread']);
  }
  const { id } = await upload(ana, pdfOf(['After it']), 'attachment', 'plan.pdf');
  expect((await looked(id))?.hints).toContain('pdf-no-tags');
});

test('attack 57: a script in a PDF neither runs nor is found among its words', async () => {
  const { id } = await upload(
    ana,
    bombs['a script that runs when it is opened']?.() ?? Buffer.alloc(0),
    'attachment',
    'a.pdf',
  );
  expect(await looked(id)).toMatchObject({ words: 1, hints: ['pdf-no-tags', 'pdf-no-language', 'pdf-no-title'] });
});
