import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FileModel } from '@hearth/server/features/files/model';
import { makePicture } from '@hearth/server/features/files/making';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { JobModel } from '@hearth/server/jobs/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { filePath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, send, sendFrom, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let bytes: Buffer;
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
  board = await aBoard();
  bytes = await gradient(90, 60).jpeg().toBuffer();
});
afterAll(() => app.close());

const HOUR_MS = 3_600_000;
const input = { use: 'picture', name: 'a.jpg', size: 5_000 } as const;

async function statusOf(reader: Person, id: string): Promise<number> {
  return (await fetch(app.url + filePath(id, 480), { headers: reader.headers() })).status;
}

/** Another command whose thing would have the same id: its last half is everybody's to see. */
function ofTheSameId(commandId: string): string {
  return randomUUID().slice(0, 19) + commandId.slice(19);
}

test('H24: what is gone is not begun again: not by whoever sent it, and not by somebody else', async () => {
  const [ana, eve] = [await app.person(), await app.person()];
  const commandId = randomUUID();
  const { id } = await ana.do('file.begin', { ...input, size: bytes.length, name: 'Of my street' }, commandId);
  await sendFrom(ana, id, 0, bytes);
  await ana.do('file.discard', { fileId: id });
  expect(await ana.do('file.discard', { fileId: id })).toEqual({});
  const others = [ana.try('file.begin', input, commandId), eve.try('file.begin', input, ofTheSameId(commandId))];
  const taken = { ok: false, error: { reason: 'id-taken' } };
  expect(await Promise.all(others)).toMatchObject([taken, taken]);
  // Of whose it was and what it was called nothing is left.
  const left = JSON.stringify(await FileModel.findById(id).lean());
  expect([left.includes(ana.personId), left.includes('street'), idFrom(commandId)]).toEqual([false, false, id]);
  expect(await ana.get('file.get', { fileId: id })).toMatchObject({ status: 404 });
});

test('H25: one picture in replies to two threads at once is in one of them, however often', async () => {
  const ana = await app.person();
  for (let n = 0; n < 5; n++) {
    const threads = [await aThread(ana, board), await aThread(ana, board)];
    const pictures = [{ fileId: (await upload(ana, bytes)).id, alt: '' }];
    const replies = await Promise.all(
      threads.map(({ id: threadId }) => ana.try('post.reply', { threadId, text: 'Here.', pictures })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(replies.find(({ ok }) => !ok)).toMatchObject({ error: { reason: 'file-in-use' } });
  }
});

test('H25: a picture that is discarded while it is posted is either gone or in the post', async () => {
  const ana = await app.person();
  for (let n = 0; n < 8; n++) {
    const { id: threadId } = await aThread(ana, board);
    const { id: fileId } = await upload(ana, bytes);
    const pictures = [{ fileId, alt: '' }];
    const [posted, discarded] = await Promise.all([
      ana.try('post.reply', { threadId, text: 'Here.', pictures }),
      ana.try('file.discard', { fileId }),
    ]);
    expect([posted.ok, discarded.ok].filter(Boolean)).toHaveLength(1);
    expect(await statusOf(ana, fileId)).toBe(posted.ok ? 200 : 404);
  }
});

test('H25: one photo set by two commands at once stays, and what came of neither is let go', async () => {
  const ana = await app.person();
  const { id } = await upload(ana, bytes, 'photo');
  await Promise.all([ana.try('photo.set', { fileId: id }), ana.try('photo.set', { fileId: id })]);
  expect(await ana.see('photo.of', { people: [ana.personId] })).toMatchObject({ photos: { [ana.personId]: id } });
  // Of two pictures one is taken already: the other may still be posted.
  const [used, free] = [await upload(ana, bytes), await upload(ana, bytes)];
  const { id: threadId } = await aThread(ana, board);
  const reply = (...ids: (typeof free.id)[]) =>
    ana.try('post.reply', { threadId, text: 'Here.', pictures: ids.map((fileId) => ({ fileId, alt: '' })) });
  expect(await reply(used.id)).toMatchObject({ ok: true });
  expect(await reply(free.id, used.id)).toMatchObject({ error: { reason: 'file-in-use' } });
  expect(await reply(free.id)).toMatchObject({ ok: true });
});

test('H25: what a command had a claim on and did not take is collected all the same', async () => {
  const ana = await app.person();
  const { id } = await upload(ana, bytes);
  app.clock.advance(24 * HOUR_MS - 60_000);
  const ends = new Date(app.clock.now().getTime() + 90_000);
  await FileModel.updateOne({ _id: id }, { $set: { claim: { by: '0123456789abcdef', until: ends } } });
  expect(await ana.try('file.discard', { fileId: id })).toMatchObject({ error: { reason: 'file-in-use' } });
  app.clock.advance(61_000);
  await app.settled();
  expect((await ana.see('file.get', { fileId: id })).state).toBe('ready');
  app.clock.advance(120_000);
  await until(async () => {
    await app.settled();
    return (await ana.get('file.get', { fileId: id })).status === 404;
  }, 'it is collected');
});

test('H24: a picture that nobody can make is refused after the last try, and holds up nobody', async () => {
  const ana = await app.person();
  const { id } = await ana.do('file.begin', { ...input, size: bytes.length });
  // A piece that the store has lost.
  const lost = { pieces: [{ key: `${id}/piece-0`, size: bytes.length }], received: bytes.length, isWaiting: true };
  await FileModel.updateOne({ _id: id }, { $set: lost });
  const [signal, run] = [new AbortController().signal, makePicture.run];
  await expect(run(app.services, { fileId: id }, { signal, isLast: false })).rejects.toThrow('missing');
  expect((await FileModel.findById(id).lean())?.isWaiting).toBe(true);
  await expect(run(app.services, { fileId: id }, { signal, isLast: true })).rejects.toThrow('missing');
  expect(await ana.see('file.get', { fileId: id })).toMatchObject({ state: 'refused', reason: 'picture-broken' });
});

test('H26: a new account has five uploads under way at most, also where it begins thirty at once', async () => {
  const kim = await app.person();
  const all = await Promise.all(Array.from({ length: 30 }, () => kim.try('file.begin', input)));
  expect(all.filter(({ ok }) => ok)).toHaveLength(fileLimits.uploadsOfTheNew);
  app.clock.advance(24 * HOUR_MS);
  const later = await Promise.all(Array.from({ length: 30 }, () => kim.try('file.begin', input)));
  expect(later.filter(({ ok }) => ok)).toHaveLength(fileLimits.uploadsEach);
});

test('H26: what all have begun together is bounded, and the disk is not filled', async () => {
  const [ana, eve] = [await app.person(), await app.person()];
  const { id } = await send(eve, bytes);
  await upload(ana, bytes);
  const other = await eve.do('file.begin', input);
  await FileModel.updateOne({ _id: other.id }, { $set: { size: fileLimits.unfinished } });
  expect(await ana.try('file.begin', input)).toMatchObject({ error: { reason: 'no-room' } });
  // What is on its way already goes on.
  await until(async () => (await eve.see('file.get', { fileId: id })).state === 'ready', 'hers is ready');
  await FileModel.updateOne({ _id: other.id }, { $set: { size: fileLimits.picture } });
  // The disk is the one thing here that is not real.
  const { blobs } = app.services;
  const real = await blobs.room();
  expect(real).toBeGreaterThan(0);
  let left = fileLimits.leftFree + fileLimits.picture;
  Object.assign(blobs, { room: async () => left });
  expect(await ana.try('file.begin', input)).toMatchObject({ error: { reason: 'no-room' } });
  left += fileLimits.picture;
  expect(await ana.try('file.begin', input)).toMatchObject({ ok: true });
});

test('H28: pictures wait in the name of whoever sent them, and are made in turn', async () => {
  const [ana, eve] = [await app.person(), await app.person()];
  const large = await gradient(5_000, 4_000).jpeg().toBuffer();
  const eves = await Promise.all([1, 2, 3, 4, 5].map(() => send(eve, large)));
  const { id } = await upload(ana, large);
  const made = await FileModel.find({ _id: { $in: eves.map((one) => one.id) }, state: 'ready' }).lean();
  // The one that was being made when hers came, and what was made while she looked again.
  expect(made.length).toBeLessThan(eves.length);
  const kinds = await JobModel.find({ kind: makePicture.name, about: { $in: [ana.personId, eve.personId] } }).lean();
  expect(kinds.map(({ about }) => about).sort()).toEqual(
    [ana, ...eves.map(() => eve)].map((one) => one.personId).sort(),
  );
  expect(await statusOf(ana, id)).toBe(200);
});
