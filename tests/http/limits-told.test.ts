import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setProven } from '@hearth/server/features/accounts/store';
import { firstWords, passwords } from '@hearth/shared/accounts/budgets';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';

/** The other process shows the pages. */
let twins: Twins;
let url: string;
beforeAll(async () => {
  twins = await twoProcesses({ HEARTH_RATE_FACTOR: '1', TRUST_PROXY: '1' });
  url = twins.urls[1] ?? '';
}, 60_000);
afterAll(() => twins.close());

async function somebody(role: 'member' | 'moderator'): Promise<Person> {
  const person = await twins.app.person({ role });
  await setProven(person.personId);
  return person;
}

async function ask(path: string, cookie: string, form?: Readonly<Record<string, string>>) {
  const options = form ? { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' as const } : {};
  const response = await fetch(url + path, { ...options, headers: { accept: 'text/html', origin: url, cookie } });
  return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text() };
}

test('whoever is new reads what applies where they write, and loses nothing when it is used up', async () => {
  const moderator = await somebody('moderator');
  const ana = await somebody('member');
  const boardId = await aBoard();
  const { id: threadId } = await aThread(moderator, boardId);
  const { id: roomId } = await aRoom(moderator);
  const cookie = `${ana.cookie}; locale=en`;
  for (const path of [`/t/${threadId}`, `/rooms/${roomId}`, `/b/${boardId}/new`]) {
    expect((await ask(path, cookie)).html).toContain('you can write 10 posts and questions an hour');
    expect((await ask(path, `${ana.cookie}; locale=es`)).html).toContain('10 mensajes y preguntas por hora');
    expect((await ask(path, `${moderator.cookie}; locale=en`)).html).not.toContain('You are new here');
  }

  for (let n = 0; n < firstWords.points; n++) await ana.do('post.reply', { threadId, text: `New ${n}` });
  const words = { commandId: randomUUID(), text: 'Words that took a while' };
  const refused = await ask(`/t/${threadId}?/reply`, cookie, words);
  expect(refused.status).toBe(429);
  expect(refused.html).toContain(words.text);
  expect(refused.html).toContain('You can continue in 60 minutes');
}, 30_000);

test('where passwords are used up the page says that a link is on its way, and takes the code', async () => {
  const form = { email: `${randomUUID()}@example.org`, password: 'tried out by many', next: '/boards' };
  const answers = [];
  for (let n = 0; n <= passwords.points; n++) answers.push(await ask('/sign-in?/password', 'locale=en', form));
  expect(new Set(answers.slice(0, -1).map(({ status }) => status))).toEqual(new Set([401]));
  const { status, to } = answers.at(-1) ?? { status: 0, to: '' };
  expect(status).toBe(303);
  expect(to).toMatch(/^\/sign-in\/code\?.*&instead$/);
  expect((await ask(to, 'locale=en')).html).toContain('There were too many wrong passwords');
  const { html } = await ask(to, 'locale=es');
  expect(html).toContain('Hubo demasiadas contraseñas equivocadas');
  expect(html).toContain('name="code"');
}, 30_000);
