import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { filePath } from '@hearth/shared/files/address';
import type { FileUse } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import { claimFiles, dropFile, giveFile } from '@hearth/server/features/files/access';
import { findForm } from '@hearth/server/features/files/serving';
import { personalDataOver } from '@hearth/server/features/files/personal-data';
import type { FileSubject } from '@hearth/server/features/file-subject';
import { commandId as commandIdSchema } from '@hearth/shared/kernel/ids';
import { stranger } from '@hearth/shared/kernel/access';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { ended, gradient, sendPiece, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let eve: Person;
let picture: Buffer;

beforeAll(async () => {
  app = await openApp();
  [ana, eve] = [await app.person(), await app.person()];
  picture = await gradient(200, 100).jpeg().toBuffer();
});
afterAll(() => app.close());

const begin = (person: Person, size: number, name = 'a.jpg') => person.do('file.begin', { use: 'picture', name, size });
const see = (person: Person, id: string) => fetch(app.url + filePath(id, 480), { headers: person.headers() });

/** Whether anything of a file is stored. */
async function isKept(id: string): Promise<boolean> {
  for await (const group of app.services.blobs.groups()) if (group === id) return true;
  return false;
}

test('attack 61: somebody else’s upload and file do not exist', async () => {
  const { id } = await begin(ana, picture.length);
  for (const other of [eve, app.stranger()]) {
    const { status } = await sendPiece(other, id, 0, picture);
    expect(status).toBe(other.id ? 404 : 401);
  }
  await sendPiece(ana, id, 0, picture);
  await ended(ana, id);
  const statuses = await Promise.all([ana, eve, app.stranger()].map(async (one) => (await see(one, id)).status));
  expect(statuses).toEqual([200, 404, 404]);
  const words = await Promise.all([see(eve, id), see(eve, '0123456789abcdef')].map(async (one) => (await one).text()));
  expect(words[0]).toBe(words[1]);
});

test('attack 61: who may read what it belongs to is asked for every request, also of whoever sent it', async () => {
  const { id } = await upload(ana, picture);
  const readers = new Set([eve.personId]);
  const note: FileSubject = {
    kind: 'note',
    staysWithWords: true,
    holds: async () => true,
    mayRead: async ({ actor }, subject) => subject === '7' && actor.kind === 'person' && readers.has(actor.id),
  };
  const asks = (actor: Parameters<typeof findForm>[1]['actor'], subjects = new Map([[note.kind, note]])) =>
    findForm(subjects, { services: app.services, actor }, id, '480');
  const actorOf = ({ personId }: Person) => ({ kind: 'person', id: personId, role: 'member', groups: [] }) as const;

  const claim = (person: Person, use: FileUse, commandId = commandIdSchema.parse(randomUUID())) =>
    claimFiles({ services: app.services, actor: actorOf(person), commandId }, [{ id, use }]);
  await expect(claim(eve, 'picture')).rejects.toThrow('does not exist');
  await expect(claim(ana, 'photo')).rejects.toThrow('does not exist');
  const commandId = commandIdSchema.parse(randomUUID());
  expect(await claim(ana, 'picture', commandId)).toMatchObject([{ forms: [{ width: 200 }] }]);
  // The same command asks again; another one comes too late.
  expect(await claim(ana, 'picture', commandId)).toHaveLength(1);
  await expect(claim(ana, 'picture')).rejects.toThrow('in use');
  for (const subject of ['note:7', 'note:7', 'note:8']) await giveFile(id, subject);
  await expect(claim(ana, 'picture')).rejects.toThrow('in use');

  expect(await asks(actorOf(eve))).toMatchObject({ type: 'image/webp' });
  expect([await asks(actorOf(ana)), await asks(stranger)]).toEqual([null, null]);
  readers.delete(eve.personId);
  expect(await asks(actorOf(eve))).toBeNull();
  readers.add(eve.personId);
  // A version that knows nothing of notes shows nothing of them.
  expect(await asks(actorOf(eve), new Map())).toBeNull();
  await dropFile(app.services, id, 'note:8');
  expect(await asks(actorOf(eve))).not.toBeNull();
  await dropFile(app.services, id, 'note:7');
  await dropFile(app.services, id, 'note:7');
  expect([await asks(actorOf(eve)), await isKept(id)]).toEqual([null, false]);
});

test('attack 65: with somebody their files go, but for those in words that stay, which say nothing of them', async () => {
  const subjects = new Map(
    [true, false].map((staysWithWords): [string, FileSubject] => {
      const kind = staysWithWords ? 'note' : 'face';
      return [kind, { kind, staysWithWords, holds: async () => true, mayRead: async () => true }];
    }),
  );
  const { erase } = personalDataOver(subjects);
  for (const words of ['keep', 'remove'] as const) {
    const leo = await app.person();
    const ids: string[] = [];
    for (const subject of ['note:1', 'face:1', null]) {
      const { id } = await upload(leo, picture, 'picture', 'leo-in-the-garden.jpg');
      if (subject) await giveFile(id, subject);
      ids.push(id);
    }
    const leaving = { personId: leo.personId, words, secret: '', causeOf: () => ({ commandId: '', issuer: '' }) };
    expect([await erase(app.services, leaving), await erase(app.services, leaving)]).toEqual([true, false]);
    expect(await Promise.all(ids.map(isKept))).toEqual([words === 'keep', false, false]);
    const reader = { services: app.services, actor: stranger };
    const left = await Promise.all(ids.map((id) => findForm(subjects, reader, id, '480')));
    expect(left.map((one) => one?.name ?? null)).toEqual([words === 'keep' ? 'picture.webp' : null, null, null]);
  }
});

test('attack 65: whoever erases their account takes what they have sent along', async () => {
  const mia = await app.person();
  const { id } = await upload(mia, picture);
  const { me } = await mia.see('account.me', {});
  expect((await mia.see('account.export', {})).files).toMatchObject([
    { id, name: 'picture.jpg', address: filePath(id, 200) },
  ]);
  await mia.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  await until(async () => !(await isKept(id)), 'the bytes are gone');
  expect((await see(mia, id)).status).toBe(404);
});

test('what nothing takes up is gone after a day, finished or not', async () => {
  const ben = await app.person();
  const done = await upload(ben, picture);
  const half = await begin(ben, picture.length);
  const used = await upload(ben, picture);
  await giveFile(used.id, 'note:1');
  app.clock.advance((fileLimits.keptHours * 60 + 1) * 60_000);
  await until(async () => {
    await app.settled();
    return !(await isKept(done.id));
  }, 'the job has run');
  for (const { id } of [done, half]) expect(await ben.get('file.get', { fileId: id })).toMatchObject({ status: 404 });
  expect(await isKept(used.id)).toBe(true);
});
