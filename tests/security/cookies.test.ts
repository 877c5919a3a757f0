import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDemo, type Demo } from '../support/demo.ts';

const NAME = 'hearth.example.org';

let demo: Demo;
beforeAll(async () => {
  // As behind a proxy that ends https.
  demo = await openDemo({ HEARTH_URL: `https://${NAME}` });
}, 90_000);
afterAll(() => demo.close());

/** The cookies that the answer to a form sets, as they are written. */
function cookiesOf(path: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<string[]> {
  const { hostname, port } = new URL(demo.url);
  const type = 'application/x-www-form-urlencoded';
  const headers = { host: NAME, origin: `https://${NAME}`, 'content-type': type, accept: 'text/html', cookie };
  return new Promise((done, failed) => {
    const sending = request({ hostname, port, method: 'POST', path, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 303) done(response.headers['set-cookie'] ?? []);
        else failed(new Error(`${path} answered with ${response.statusCode}`));
      });
    });
    sending.once('error', failed);
    sending.end(new URLSearchParams(fields).toString());
  });
}

/** A cookie by its name, and what is said of it, but for its value. */
function said(line: string): readonly [string, string[]] {
  const [pair = '', ...attributes] = line.split('; ');
  return [pair.split('=')[0] ?? '', attributes.map((one) => one.toLowerCase()).sort()];
}

const preference = ['max-age=34560000', 'path=/', 'samesite=lax', 'secure'];
const session = (seconds: number) => ['httponly', `max-age=${seconds}`, 'path=/', 'samesite=lax', 'secure'];

test('H20: under https every cookie is Secure, wherever it is set, and the same choice is kept in the same way', async () => {
  const people = await demo.see('demo.people', {});
  const { id = '', name = '', work = '', school = '' } = people.find(({ languages }) => languages.length > 0) ?? {};
  const set = new Map<string, Set<string>>();
  const remember = (lines: readonly string[]) => {
    for (const [cookie, attributes] of lines.map(said))
      set.set(cookie, (set.get(cookie) ?? new Set<string>()).add(attributes.join('; ')));
    return lines.map((line) => line.split(';')[0]).join('; ');
  };

  const cookie = remember(await cookiesOf('/sign-in?/demo', { personId: id }));
  remember(await cookiesOf('/preferences', { locale: 'es', theme: 'dark' }));
  remember(await cookiesOf('/preferences', { locale: 'en' }, cookie));
  const profile = { name, work, school, state: '', languages: 'en', bio: '' };
  const lines = await cookiesOf('/you?/profile', { ...profile, locale: 'es', 'locale-before': 'en' }, cookie);
  expect(lines.map((line) => said(line)[0])).toContain('locale');
  remember(lines);
  const email = 'new@example.org';
  const joining = {
    ...profile,
    commandId: randomUUID(),
    name: 'Nia Newcomer',
    password: 'four quiet words here',
  };
  remember(await cookiesOf('/sign-up', { ...joining, email, languages: 'en', work: 'teacher' }));
  remember(await cookiesOf('/you?/out', {}, cookie));
  const staff = people.find(({ role }) => role === 'admin')?.id ?? '';
  const startsAt = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 16);
  const room = { commandId: randomUUID(), title: 'To come', purpose: 'To try it.', startsAt, minutes: '60' };
  const leading = remember(await cookiesOf('/sign-in?/demo', { personId: staff }));
  remember(await cookiesOf('/rooms/new', { ...room, zone: 'America/Denver' }, leading));

  expect(Object.fromEntries([...set].map(([of, attributes]) => [of, [...attributes].sort()]))).toEqual({
    '__Host-hearth': [session(0), session(60 * 24 * 3600)].map((one) => one.join('; ')).sort(),
    locale: [preference.join('; ')],
    'signed-up': ['httponly; max-age=86400; path=/sign-in; samesite=lax; secure'],
    theme: [preference.join('; ')],
    zone: [preference.join('; ')],
  });
}, 30_000);
