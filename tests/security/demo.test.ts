import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Person } from '../support/person.ts';
import { ServerProcess } from '../support/processes.ts';
import { until } from '../support/watching.ts';

let folder: string;
let server: ServerProcess;
/** As an admin of the demo. */
let grace: Person;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-ended-'));
  server = await ServerProcess.start({ HEARTH_DATA: folder, HEARTH_DEMO: '' });
  grace = await signInAsAdmin();
}, 90_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function signInAsAdmin(): Promise<Person> {
  const person = new Person(server.url, null, null);
  const admin = (await person.see('demo.people', {})).find(({ role }) => role === 'admin');
  if (!admin) throw new Error('the demo has no admin');
  await person.do('account.demo-sign-in', { personId: admin.id });
  return person;
}

/** Begun again on the same store. */
async function restart(env: Readonly<Record<string, string>>): Promise<void> {
  await server.stop();
  await server.start(env);
}

/** What a stranger gets of the demo. */
async function shown() {
  const stranger = new Person(server.url, null, null);
  const { demo, inbox } = await stranger.see('account.me', {});
  const people = await stranger.see('demo.people', {});
  return { demo, inbox, people: people.length, mails: (await stranger.get('demo.inbox', {})).status };
}

const production = () => ({
  HEARTH_URL: server.url,
  SMTP_URL: 'smtp://127.0.0.1:9',
  TRUST_PROXY: '1',
  HOST: '0.0.0.0',
});

test('with nothing set the demo runs, and says so', async () => {
  expect(await shown()).toEqual({ demo: true, inbox: true, people: expect.any(Number), mails: 200 });
  await until(() => server.printed.includes('This is the demo network'), 'the sentence');
  expect(server.printed).not.toContain('WARNING');
});

test('H6: through a proxy on this machine that the settings know nothing of, nobody reaches the demo', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
    const headers = { [header]: '203.0.113.7' };
    for (const path of ['/api/queries/demo.inbox', '/api/queries/demo.people', '/mail', '/sign-in'])
      expect((await fetch(`${server.url}${path}`, { headers })).status).toBe(400);
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`;
    const own = { 'sec-fetch-site': 'same-origin', origin: server.url };
    expect((await fetch(polling, { headers: own })).status).toBe(200);
    expect((await fetch(polling, { headers: { ...own, ...headers } })).status).toBe(403);
  }
});

test('H6: a demo with the settings of a real network ends: nobody is one of its people any more, and the start says so', async () => {
  const admin = (await grace.see('account.me', {})).me;
  expect(admin?.role).toBe('admin');
  await restart(production());
  expect(server.printed).toMatch(/WARNING {2}This store holds the demo network/);
  expect(await shown()).toEqual({ demo: false, inbox: false, people: 0, mails: 404 });
  expect((await grace.see('account.me', {})).me).toBeNull();
  const stranger = new Person(server.url, null, null);
  expect(await stranger.try('account.demo-sign-in', { personId: grace.id ?? admin?.id ?? '' })).toMatchObject({
    ok: false,
    error: { reason: 'no-such-thing' },
  });
  const page = await fetch(`${server.url}/mail`);
  expect(page.status).toBe(404);
});

test('H6: asked for in so many words it runs where others reach it, says so loudly, and shows nobody’s mails', async () => {
  await restart({ ...production(), HEARTH_DEMO: 'on' });
  const warning = /WARNING {2}HEARTH_DEMO=on, [^]*anybody who does can sign in as an admin/;
  await until(() => warning.test(server.printed), 'the warning');
  expect(await shown()).toMatchObject({ demo: true, inbox: false, mails: 404 });
});

test('H6: a new network with such settings is empty and nobody’s', async () => {
  await restart({ HEARTH_DATA: join(folder, 'new'), HOST: '0.0.0.0' });
  expect(await shown()).toEqual({ demo: false, inbox: false, people: 0, mails: 404 });
  expect(await new Person(server.url, null, null).see('board.list', {})).toEqual([]);
  expect(server.printed).not.toMatch(/demo/i);
});
