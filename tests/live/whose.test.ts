import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Connection, NotConnected } from '@hearth/web/lib/live/connection';
import { lineTo } from '../support/driver.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('a page speaks for whom it was made for, and for nobody who has signed in since', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  let told = 0;
  const whose = { personId: ana.personId, onOther: () => void (told += 1) };
  const rename = { name: 'Whoever', work: 'parent', school: '', state: '', languages: ['en'], locale: 'en', bio: '' };

  const others = new Connection(lineTo(ben.url, ben.cookie).socket, () => {}, whose);
  for (let tries = 1; tries <= 2; tries++) {
    await expect(others.command('account.edit-profile', randomUUID(), rename)).rejects.toThrow(NotConnected);
    await until(() => told === tries, 'to be told');
    expect(others.isConnected).toBe(false);
    await expect(others.query('account.me', {})).rejects.toThrow(NotConnected);
    // Somebody looks at the page again.
    await others.wake();
  }
  others.close();

  const own = new Connection(lineTo(ana.url, ana.cookie).socket, () => {}, whose);
  await until(async () => {
    const me = await own.query('account.me', {}).catch(() => null);
    return me?.ok === true;
  }, 'to be answered');
  own.close();
  expect(told).toBe(2);
});
