import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { downloadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { clamd as connectClamd } from '@hearth/server/platform/scanner';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { openClamd, type Clamd } from '../support/clamd.ts';
import { EICAR, pdf } from '../support/documents.ts';
import type { Person } from '../support/person.ts';
import { gradient, send, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let clamd: Clamd;
let app: TestApp;
let ana: Person;
beforeAll(async () => {
  clamd = await openClamd();
  app = await openApp({ HEARTH_SCAN: clamd.address, LOG_LEVEL: 'silent' });
  ana = await app.person({ name: 'Ana Fuentes' });
});
beforeEach(() => {
  [clamd.answer, clamd.hold] = [null, Promise.resolve()];
  clamd.scanned.length = 0;
});
afterAll(async () => {
  await app.close();
  await clamd.close();
});

async function statusOf(id: string): Promise<number> {
  return (await fetch(app.url + downloadPath(id), { headers: ana.headers() })).status;
}

test('H29: every byte of a file goes by the scanner before anybody has it, its sender too', async () => {
  const bytes = pdf('Plan', 3 * fileLimits.piece);
  let letGo = () => {};
  clamd.hold = new Promise((resolve) => (letGo = resolve));
  const { id } = await send(ana, bytes, 'attachment', 'Plan.pdf');
  await until(() => clamd.scanned.length > 0, 'the scanner has it');
  expect(clamd.scanned).toEqual([bytes.length]);
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'making' });
  const { id: threadId } = await aThread(ana, await aBoard());
  const reply = { threadId, text: 'Here.', files: [{ fileId: id, name: '' }] };
  expect([await statusOf(id), (await ana.try('post.reply', reply)).ok]).toEqual([404, false]);
  letGo();
  await until(async () => (await ana.see('file.get', { fileId: id })).state === 'ready', 'it is let through');
  expect([await statusOf(id), (await ana.try('post.reply', reply)).ok]).toEqual([200, true]);
});

test('what the scanner finds something in is refused in a sentence, and nothing of it stays', async () => {
  const file = await upload(ana, Buffer.from(`Homework\n${EICAR}\n`), 'attachment', 'homework.txt');
  expect(file).toMatchObject({ state: 'refused', reason: 'file-infected' });
  expect(await statusOf(file.id)).toBe(404);
  expect(await app.services.blobs.read(`${file.id}/piece-0`)).toBeNull();
  const groups: string[] = [];
  for await (const group of app.services.blobs.groups()) groups.push(group);
  expect(groups).not.toContain(file.id);
});

test.each([
  ['it takes no more', 'INSTREAM size limit exceeded. ERROR'],
  ['it says something else', 'stream: maybe'],
  ['it says that it is fine in another way', 'stream: OK, I think'],
])('where %s a file waits, and is refused after the last try', async (_what, answer) => {
  clamd.answer = answer;
  const { id } = await send(ana, pdf('Plan'), 'attachment', 'Plan.pdf');
  await until(() => clamd.scanned.length > 0, 'the scanner has it');
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'making' });
  await triedUntilOver(id);
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'refused', reason: 'file-unchecked' });
  expect([await statusOf(id), clamd.scanned.length]).toEqual([404, 5]);
});

test('where it is away for a moment the file is let through once it is back', async () => {
  await clamd.close();
  const { id } = await send(ana, pdf('Plan'), 'attachment', 'Plan.pdf');
  await app.settled();
  expect([(await ana.see('file.get', { fileId: id })).state, await statusOf(id)]).toEqual(['making', 404]);
  clamd = await openClamd(Number(new URL(clamd.address).port));
  await until(async () => {
    app.clock.advance(5_000);
    await app.settled();
    return (await ana.see('file.get', { fileId: id })).state === 'ready';
  }, 'it is let through');
  expect(await statusOf(id)).toBe(200);
});

test('pictures wait for no scanner: what is shown of them is made anew', async () => {
  expect(await upload(ana, await gradient(20, 20).png().toBuffer())).toMatchObject({ state: 'ready' });
  expect(clamd.scanned).toEqual([]);
});

test('whoever waits for the scanner may give up', async () => {
  clamd.hold = new Promise(() => {});
  const giveUp = new AbortController();
  const { hostname, port } = new URL(clamd.address);
  const waiting = connectClamd({ hostname, port: Number(port) }).scan(once(pdf('Plan')), giveUp.signal);
  await until(() => clamd.scanned.length > 0, 'the scanner has it');
  giveUp.abort();
  await expect(waiting).rejects.toThrow('in time');
});

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function triedUntilOver(id: string): Promise<void> {
  await until(async () => {
    app.clock.advance(70_000);
    await app.settled();
    return (await ana.see('file.get', { fileId: id })).state === 'refused';
  }, 'it was tried for the last time');
}
