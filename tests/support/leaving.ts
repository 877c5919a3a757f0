import { personalData } from '@hearth/server/features/index';
import { finishAllErasing } from '@hearth/server/features/privacy/erasing';
import type { TestApp } from './app.ts';
import type { Person } from './person.ts';

/** They close their account, and what was under way at that moment has ended: nothing of them is left but what stays. */
export async function leave(app: TestApp, person: Person, words: 'keep' | 'remove'): Promise<void> {
  const { me } = await person.see('account.me', {});
  await person.do('account.erase', { email: me?.email ?? '', words });
  await app.settled();
  app.clock.advance(121_000);
  await finishAllErasing(app.services, personalData);
  await app.settled();
}
