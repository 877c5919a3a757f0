import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { giveFile, willDrop } from '@hearth/server/features/files/access';
import { makePicture } from '@hearth/server/features/files/making';
import { FileModel } from '@hearth/server/features/files/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { filePath } from '@hearth/shared/files/address';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let bytes: Buffer;
let ana: Person;
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
  board = await aBoard();
  bytes = await gradient(90, 60).jpeg().toBuffer();
  ana = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

/** The disk is the one thing here that is not real: for a while it deletes nothing, as for a process that died just then. */
function breakDisk(): void {
  Object.assign(app.services.blobs, { removeGroup: () => Promise.reject(new Error('the disk is away')) });
}
function mendDisk(): void {
  Reflect.deleteProperty(app.services.blobs, 'removeGroup');
}
afterEach(mendDisk);

async function statusOf(id: string): Promise<number> {
  return (await fetch(app.url + filePath(id, 480), { headers: ana.headers() })).status;
}

async function isKept(id: string): Promise<boolean> {
  for await (const group of app.services.blobs.groups()) if (group === id) return true;
  return false;
}

const aPicture = async () => ({ fileId: (await upload(ana, bytes)).id, alt: '' });

/** Two minutes on. */
async function later(): Promise<void> {
  app.clock.advance(121_000);
  await app.settled();
}

/** Each drops a picture of its own. */
const drops: readonly (readonly [string, () => Promise<{ id: string; drop: () => Promise<unknown> }>])[] = [
  [
    'edited away from a post',
    async () => {
      const { id: threadId } = await aThread(ana, board);
      const picture = await aPicture();
      await ana.do('post.reply', { threadId, text: 'Here.', pictures: [picture] });
      const edited = { threadId, no: 2, text: 'Here.', pictures: [] };
      return { id: picture.fileId, drop: () => ana.try('post.edit', edited) };
    },
  ],
  [
    'below an answer that is taken back',
    async () => {
      const { id: roomId } = await aRoom(ana, { now: app.clock.now().getTime() });
      const { question } = await ana.do('question.ask', { roomId, text: 'Where?', anonymous: false });
      const picture = await aPicture();
      await ana.do('question.answered', { roomId, questionId: question.id, note: '', pictures: [picture] });
      return { id: picture.fileId, drop: () => ana.try('question.reopen', { roomId, questionId: question.id }) };
    },
  ],
  [
    'of a person, with another one in its place',
    async () => {
      const [{ id }, { id: next }] = [await upload(ana, bytes, 'photo'), await upload(ana, bytes, 'photo')];
      await ana.do('photo.set', { fileId: id });
      return { id, drop: () => ana.try('photo.set', { fileId: next }) };
    },
  ],
  [
    'given up by whoever sent it',
    async () => {
      const { fileId } = await aPicture();
      return { id: fileId, drop: () => ana.try('file.discard', { fileId }) };
    },
  ],
];

test.each(drops)(
  'H27: a picture %s is seen by nobody and deleted, also where its deletion dies half-way',
  async (_what, make) => {
    const { id, drop } = await make();
    expect(await statusOf(id)).toBe(200);
    breakDisk();
    await drop();
    expect([await statusOf(id), await isKept(id)]).toEqual([404, true]);
    mendDisk();
    await later();
    expect([await statusOf(id), await isKept(id)]).toEqual([404, false]);
    expect((await FileModel.findById(id).lean())?.state).toBe('gone');
  },
);

test('H27: where whoever drops a picture dies before the first of it, nobody sees it all the same, and it goes', async () => {
  const { id: threadId } = await aThread(ana, board);
  const [{ fileId: left }, { fileId: held }] = [await aPicture(), await aPicture()];
  await ana.do('post.reply', { threadId, text: 'Here.', pictures: [{ fileId: held, alt: '' }] });
  // As it stands once the post no longer names it, and before anything else was done.
  await giveFile(left, `post:${threadId}/2`);
  await willDrop({ services: app.services, commandId: randomUUID() }, [left, held]);
  expect([await statusOf(left), await statusOf(held)]).toEqual([404, 200]);
  await later();
  expect([await isKept(left), await isKept(held), await statusOf(held)]).toEqual([false, true, 200]);
});

test('H27: what was sent goes once the picture is made, also where that died in between', async () => {
  const { id } = await upload(ana, bytes);
  const key = `${id}/piece-left`;
  await app.services.blobs.put(key, bytes);
  await FileModel.updateOne({ _id: id }, { $set: { pieces: [{ key, size: bytes.length }] } });
  await makePicture.run(app.services, { fileId: id }, { signal: new AbortController().signal, isLast: false });
  expect([await app.services.blobs.read(key), await statusOf(id)]).toEqual([null, 200]);
  expect((await FileModel.findById(id).lean())?.pieces).toEqual([]);
});

test('H27: two who make the same picture leave it whole', async () => {
  const { id } = await ana.do('file.begin', { use: 'picture', name: '', size: bytes.length });
  const key = `${id}/piece-0`;
  await app.services.blobs.put(key, bytes);
  const all = { pieces: [{ key, size: bytes.length }], received: bytes.length, isWaiting: true };
  await FileModel.updateOne({ _id: id }, { $set: all });
  const run = () =>
    makePicture.run(app.services, { fileId: id }, { signal: new AbortController().signal, isLast: false });
  await Promise.allSettled([run(), run()]);
  await until(async () => (await statusOf(id)) === 200, 'it is shown');
});
