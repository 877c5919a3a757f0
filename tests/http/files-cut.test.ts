import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadPath } from '@hearth/shared/files/address';
import { openApp, type TestApp } from '../support/app.ts';
import { pdf } from '../support/documents.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import type { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let servers: readonly ServerProcess[];
let close: () => Promise<void>;
let [ana, rosa, eve]: Person[] = [];

beforeAll(async () => {
  const [store, folder] = [await startStore(), await mkdtemp(join(tmpdir(), 'hearth-cut-'))];
  // Without Redis: nobody tells the second one what happens at the first.
  const shared = { MONGODB_URI: store.uri, HEARTH_SECRET: SECRET, HEARTH_DATA: folder };
  app = await openApp(shared);
  servers = [await ServerProcess.start(shared), await ServerProcess.start(shared)];
  [ana, rosa, eve] = [await app.person(), await app.person({ role: 'moderator' }), await app.person()];
  close = async () => {
    for (const server of servers) await server.stop();
    await app.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
}, 90_000);
afterAll(() => close(), 30_000);

/** Somebody's download on a line that has stopped: more is to come than any buffer takes. */
async function begun(url: string, id: string, person: Person): Promise<IncomingMessage> {
  const [response] = await once(get(url + downloadPath(id), { headers: person.headers(), agent: false }), 'response');
  // What Node gives with that event.
  const answer = response as IncomingMessage;
  expect(answer.statusCode).toBe(200);
  await once(answer, 'readable');
  return answer;
}

/** Takes what still comes, once it may not be on its way any more; whether that was all of it. */
async function isWhole(answer: IncomingMessage): Promise<boolean> {
  const over = new Promise((resolve) => answer.on('error', resolve).on('close', resolve));
  answer.resume();
  await over;
  return answer.complete;
}

const A_SECOND = 1_000;

test.each(['remove', 'hide'] as const)(
  'whoever is in the middle of a file is cut off within a second where its entry is taken away, on both servers: %s',
  async (act) => {
    if (!ana || !rosa || !eve) throw new Error('nobody is there');
    const bytes = pdf('Plan', 22_000_000);
    const { id } = await upload(ana, bytes, 'attachment', 'plan.pdf');
    const parts = [{ kind: 'file', fileId: id, name: 'plan.pdf', language: 'en' } as const];
    const entry = await anEntry({ owner: ana, curator: rosa }, 'published', { parts });
    const reader = eve;
    const answers = await Promise.all(servers.map(({ url }) => begun(url, id, reader)));
    for (const answer of answers) answer.on('error', () => {});
    await turnEntry(rosa, entry, act);
    // Nobody takes anything meanwhile: had it not been cut off by then, all of it would come.
    await new Promise((resolve) => setTimeout(resolve, A_SECOND));
    expect(await Promise.all(answers.map(isWhole))).toEqual([false, false]);
  },
  60_000,
);

/** How many files of a group of blobs this process has open. */
async function openOf(group: string): Promise<number> {
  const all = await readdir('/proc/self/fd');
  // Some are closed meanwhile.
  const paths = await Promise.all(all.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return paths.filter((path) => path.includes(`/${group}/`)).length;
}

test('whoever goes away in the middle leaves nothing open, neither the piece that was on its way nor the next', async () => {
  if (!ana) throw new Error('nobody is there');
  const { id } = await upload(ana, pdf('Plan', 22_000_000), 'attachment', 'plan.pdf');
  const answer = await begun(app.url, id, ana);
  answer.on('error', () => {});
  await until(async () => (await openOf(id)) === 2, 'one piece is on its way, and the next one is open');
  answer.destroy();
  await until(async () => (await openOf(id)) === 0, 'everything is closed');
}, 60_000);
