import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putNotification, readUnmarked } from '@hearth/server/features/notifications/store';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const AT = new Date('2026-11-02T09:00:00Z').getTime();

async function tell(personId: string, count: number): Promise<void> {
  for (let no = 1; no <= count; no++) {
    const at = new Date(AT + no * 60_000);
    const about = { threadId: 'f'.repeat(16), no, about: 'post' } as const;
    await putNotification({ personId, ...about, kind: 'reply', at, endsAt: new Date('2099-01-01T00:00:00Z') });
  }
}

test('those of several people are read together, and nobody’s many leave out somebody else’s few', async () => {
  await tell('many', 5);
  await tell('few', 1);
  const both = async (most: number) =>
    (await Promise.all([readUnmarked(['many'], most), readUnmarked(['few', 'other name'], most)])).map((all) =>
      all.map(({ personId, no }) => `${personId} ${no}`),
    );
  expect(await both(300)).toEqual([['many 5', 'many 4', 'many 3', 'many 2', 'many 1'], ['few 1']]);
  // The few are older than all of the many that fit.
  expect(await both(3)).toEqual([['many 5', 'many 4', 'many 3'], ['few 1']]);
});
