import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moveStatus } from '@hearth/server/features/accounts/store';
import { FileModel } from '@hearth/server/features/files/model';
import { filePath } from '@hearth/shared/files/address';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  [ana, ben] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ name: 'Ben Okafor' })];
});
afterAll(() => app.close());

async function aFace(person: Person) {
  return (await upload(person, await gradient(600, 400).jpeg().toBuffer(), 'photo')).id;
}

async function photosOf(reader: Person, ...people: PersonId[]) {
  return (await reader.see('photo.of', { people })).photos;
}

async function statusOf(reader: Person, id: string, side = 128): Promise<number> {
  return (await fetch(app.url + filePath(id, side), { headers: reader.headers() })).status;
}

test('members see one’s picture beside one’s name, strangers none', async () => {
  const fileId = await aFace(ana);
  expect(await ana.do('photo.set', { fileId })).toEqual({ photo: fileId });
  expect(await photosOf(ben, ana.personId, ben.personId)).toEqual({ [ana.personId]: fileId });
  expect(await statusOf(ben, fileId)).toBe(200);
  expect(await photosOf(app.stranger(), ana.personId)).toEqual({});
  expect(await statusOf(app.stranger(), fileId)).toBe(404);
});

test('the one before is gone once there is another, and all of it once it is taken away', async () => {
  const [first, second] = [await aFace(ana), await aFace(ana)];
  await ana.do('photo.set', { fileId: first });
  await ana.do('photo.set', { fileId: second });
  expect(await photosOf(ben, ana.personId)).toEqual({ [ana.personId]: second });
  expect([await statusOf(ana, first), await statusOf(ben, second)]).toEqual([404, 200]);
  expect(await ana.do('photo.set', { fileId: second })).toEqual({ photo: second });
  expect(await statusOf(ben, second)).toBe(200);
  expect(await ana.do('photo.remove', {})).toEqual({ photo: null });
  expect(await photosOf(ben, ana.personId)).toEqual({});
  expect(await statusOf(ana, second)).toBe(404);
});

test('nobody takes somebody else’s picture, nor one that was sent for a post', async () => {
  const fileId = await aFace(ana);
  expect(await ben.try('photo.set', { fileId })).toMatchObject({ error: { reason: 'no-such-thing' } });
  await ana.do('photo.set', { fileId });
  expect(await ben.try('photo.set', { fileId })).toMatchObject({ error: { reason: 'no-such-thing' } });
  const { id } = await upload(ana, await gradient(60, 40).jpeg().toBuffer());
  expect(await ana.try('photo.set', { fileId: id })).toMatchObject({ error: { reason: 'no-such-thing' } });
});

/** As a page does that somebody has open. */
async function following(reader: Person) {
  const told: unknown[] = [];
  const view = {
    stream: 'photos:everybody',
    apply: (state: object, change: unknown) => (told.push(change), { ...state }),
    resync: async () => ({ state: {}, position: (await reader.see('photo.of', { people: [] })).position }),
  };
  const { position } = await reader.see('photo.of', { people: [] });
  const { follower, stop } = reader.connection.follow(view, { state: {}, position }, () => {});
  await until(async () => follower.isLive, 'the page is live');
  return { told, stop, position };
}

test('a picture that is changed reaches whoever has the page open; strangers are told nothing', async () => {
  const { told, stop, position } = await following(ben);
  const fileId = await aFace(ana);
  await ana.do('photo.set', { fileId });
  await until(async () => told.length > 0, 'Ben is told');
  expect(told).toMatchObject([{ type: 'photo.changed', personId: ana.personId, photo: fileId }]);
  stop();
  const socket = app.stranger().openSocket();
  expect(await socket.emitWithAck('watch', 'photos:everybody', position)).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  socket.disconnect();
});

test('staff take somebody’s picture away, members nobody else’s', async () => {
  const [dora, fileId] = [await app.person({ role: 'moderator' }), await aFace(ana)];
  await ana.do('photo.set', { fileId });
  const named = { personId: ana.personId };
  expect(await ben.try('photo.remove', named)).toMatchObject({ error: { reason: 'not-allowed' } });
  expect(await statusOf(ben, fileId)).toBe(200);
  expect(await dora.do('photo.remove', named)).toEqual({ photo: null });
  expect(await photosOf(ben, ana.personId)).toEqual({});
  expect(await statusOf(ben, fileId)).toBe(404);
  // Of oneself, named or not, one always may.
  expect(await ben.do('photo.remove', { personId: ben.personId })).toEqual({ photo: null });
});

test('the picture of an account that is closed is served to nobody, and goes from open pages', async () => {
  const [eli, fileId] = [await app.person(), await aFace(ana)];
  await ana.do('photo.set', { fileId });
  const elis = await aFace(eli);
  await eli.do('photo.set', { fileId: elis });
  expect(await statusOf(ben, elis)).toBe(200);
  const { told, stop } = await following(ben);
  // As it is done at the command line: no event says so.
  await moveStatus(eli.personId, 'active', 'closed');
  for (const reader of [ben, eli, app.stranger()]) expect(await statusOf(reader, elis)).toBe(404);
  expect(await photosOf(ben, ana.personId, eli.personId)).toEqual({ [ana.personId]: fileId });
  await until(async () => told.length > 0, 'Ben is told', 20_000);
  expect(told).toMatchObject([{ type: 'photo.changed', personId: eli.personId, photo: null }]);
  stop();
  await until(async () => (await FileModel.findById(elis).lean())?.state === 'gone', 'it is deleted');
  expect(await statusOf(ben, fileId)).toBe(200);
});

test('it is in one’s export, and goes with the account, from open pages and from the log', async () => {
  const carla = await app.person({ name: 'Carla Leaving' });
  const fileId = await aFace(carla);
  await carla.do('photo.set', { fileId });
  const { me } = await carla.see('account.me', {});
  expect(await carla.see('account.export', {})).toMatchObject({
    photo: fileId,
    files: [{ id: fileId, address: filePath(fileId, 256) }],
  });
  await carla.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  await until(async () => (await statusOf(ben, fileId)) === 404, 'the picture is gone');
  // What erases goes on after the first of it is seen.
  const isForgotten = async () => Object.keys(await photosOf(ben, carla.personId)).length === 0;
  await until(isForgotten, 'nobody is told of it');
});
