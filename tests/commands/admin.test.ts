import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { adminProgram } from '@hearth/server/admin/program';
import { personalData } from '@hearth/server/features/index';
import { finishAllErasing } from '@hearth/server/features/privacy/erasing';
import { sentenceOf } from '@hearth/server/platform/sentence';
import { openApp, type TestApp } from '../support/app.ts';

const ADMIN = fileURLToPath(new URL('../../server/src/admin/main.ts', import.meta.url));
const email = 'grace@example.org';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  process.env['HEARTH_DATA'] = folder;
  process.env['MONGODB_URI'] = '';
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run admin -- …` in this process, on the store in the folder: a process for each would take most of the time. */
async function admin(words: readonly string[]): Promise<Ended> {
  const written = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  let [code, err] = [0, ''];
  try {
    await adminProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    [code, err] = [1, `${sentenceOf(error)}\n`];
  }
  const out = written.mock.calls.map(([text]) => String(text)).join('');
  written.mockRestore();
  return { code, out, err };
}

/** The same as whoever runs the server does it, with `input` typed in. */
async function terminal(words: readonly string[], input = ''): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ADMIN, ...words], { env });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, out, err };
}

/** The server on the same store, for as long as the work takes. */
async function within(work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await openApp({ HEARTH_DATA: folder, MONGODB_URI: '' });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

test('the first admin and the first board are made from a terminal, and are there when the server opens', async () => {
  const made = await terminal([
    'user',
    'create',
    '--email',
    'Grace@Example.org',
    '--name',
    'Grace Okafor',
    '--role',
    'admin',
  ]);
  expect(made).toMatchObject({ code: 0, err: '' });
  const password = /shown only now: (\S+)/.exec(made.out)?.[1] ?? '';
  const board = ['--name-en', 'Mentors', '--name-es', 'Mentores', '--purpose-en', 'Help.', '--purpose-es', 'Ayuda.'];
  expect(await admin(['board', 'add', '--id', 'mentors', ...board])).toMatchObject({ code: 0, err: '' });
  expect(await terminal(['board', 'add', '--id', 'mentors', ...board])).toMatchObject({
    code: 1,
    err: 'There is a board mentors already.\n',
  });
  await within(async (app) => {
    const grace = app.stranger();
    await grace.do('account.sign-in', { email, password });
    expect((await grace.see('account.me', {})).me).toMatchObject({ name: 'Grace Okafor', role: 'admin' });
    const boards = await grace.see('board.list', {});
    expect(boards.map(({ id, name }) => [id, name.es])).toEqual([['mentors', 'Mentores']]);
  });
});

test('a password is read from standard input; one that is easy to guess is refused', async () => {
  const create = ['user', 'create', '--email', 'ben@example.org', '--name', 'Ben Ito', '--password-stdin'];
  expect(await terminal(create, 'password123\n')).toMatchObject({
    code: 1,
    err: 'This password is too easy to guess.\n',
  });
  expect(await terminal(create, 'eight green kites up\n')).toMatchObject({
    code: 0,
    out: 'Ben Ito can sign in with ben@example.org.\n',
  });
  expect(await admin(['user', 'promote', 'ben@example.org', 'moderator'])).toMatchObject({ code: 0 });
  expect((await admin(['user', 'list'])).out.split('\n')).toContain('ben@example.org\tmoderator\tactive\tBen Ito');
});

test.each([
  ['an address that is none', ['user', 'create', '--email', 'grace', '--name', 'Grace'], /cannot be accepted/],
  ['no name', ['user', 'create', '--email', 'x@example.org', '--name', ' '], /cannot be accepted/],
  ['an account that is there', ['user', 'create', '--email', email, '--name', 'Grace'], /already/],
  ['an unknown role', ['user', 'promote', email, 'king'], /cannot be accepted/],
  ['an unknown choice', ['user', 'erase', email, '--words', 'some'], /cannot be accepted/],
  ['erasing the only admin', ['user', 'erase', email], /This is the only admin/],
  ['closing the only admin', ['user', 'close', email], /This is the only admin.*--force/],
  ['an unknown account', ['user', 'close', 'nobody@example.org'], /There is no account with nobody@example.org/],
])('%s is refused in a sentence', async (_what, words, sentence) => {
  const { code, err } = await admin(words);
  expect(code).toBe(1);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n\s+at /);
});

test('a new password and a closed account end every session', async () => {
  const password = 'eight red kites down';
  let cookie: string | null = null;
  expect(await terminal(['user', 'password', email], `${password}\n`)).toMatchObject({ code: 0 });
  await within(async (app) => {
    const grace = app.stranger();
    await grace.do('account.sign-in', { email, password });
    cookie = grace.cookie;
  });
  expect((await admin(['user', 'list'])).out).toContain(`${email}\tadmin\tactive\t`);
  expect(await admin(['user', 'close', email, '--force'])).toMatchObject({ code: 0 });
  await within(async (app) => {
    const grace = app.stranger();
    grace.cookie = cookie;
    expect((await grace.see('account.me', {})).me).toBeNull();
    expect(await grace.try('account.sign-in', { email, password })).toMatchObject({
      error: { reason: 'account-closed' },
    });
  });
});

test('an admin is closed without being forced where another one stays', async () => {
  for (const name of ['Dana', 'Elif'])
    await admin(['user', 'create', '--email', `${name}@example.org`, '--name', name, '--role', 'admin']);
  expect(await admin(['user', 'close', 'dana@example.org'])).toMatchObject({ code: 0 });
  expect(await admin(['user', 'close', 'elif@example.org'])).toMatchObject({ code: 1 });
});

test('while a server runs on the store, the terminal says so and changes nothing', async () => {
  await within(async () => {
    const { code, err } = await terminal(['user', 'list']);
    expect(code).toBe(1);
    expect(err).toMatch(/in use|another process/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('whoever cannot sign in any more is erased from the terminal, and a server does the rest', async () => {
  await admin(['user', 'create', '--email', 'cleo@example.org', '--name', 'Cleo Gone']);
  expect(await admin(['user', 'close', 'cleo@example.org'])).toMatchObject({ code: 0 });
  expect(await admin(['user', 'erase', 'cleo@example.org'])).toMatchObject({ code: 0 });
  expect((await admin(['user', 'list'])).out).not.toContain('leo');
  await within(async ({ services, clock }) => {
    clock.advance(121_000);
    await finishAllErasing(services, personalData);
  });
  expect((await admin(['user', 'list'])).out).not.toContain('erased-');
});
