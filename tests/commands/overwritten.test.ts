import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compactStore } from '@hearth/server/embedded/index';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { setPasswordHash } from '@hearth/server/features/accounts/store';
import { personalData } from '@hearth/server/features/index';
import { Erasing } from '@hearth/server/features/privacy/erasing';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  // The files of a MongoDB are not ours.
  app = await openApp({ MONGODB_URI: '', HEARTH_DATA: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** In which files of the data folder which of the traces stand. */
async function found(traces: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const held = files.map(async (file) => {
    const bytes = await readFile(file, 'latin1');
    return traces.filter((trace) => bytes.includes(trace)).map((trace) => `${trace} in ${file}`);
  });
  return (await Promise.all(held)).flat();
}

/** Somebody whose name and words stand in many documents, among those of others. */
async function aLife(name: string, boardId: BoardId): Promise<Person> {
  const [person, other] = [await app.person({ name, role: 'moderator' }), await app.person({})];
  const { id } = await aRoom(person);
  for (let no = 0; no < 12; no++) {
    const thread = await aThread(no % 2 ? person : other, boardId);
    await other.do('post.reply', {
      threadId: thread.id,
      text: 'Somebody else says something here. '.repeat(1 + no * 7),
    });
    await person.do('post.reply', { threadId: thread.id, text: `${name} says ${'much '.repeat(no * 40)}` });
    if (no < 4)
      await person.do('question.ask', { roomId: id, text: `${name} asks number ${no}`, anonymous: no % 2 === 0 });
  }
  await person.do('invitation.create', { uses: 3, locale: 'en' });
  return person;
}

test('H11: of somebody who was erased nothing is in the bytes of any file, while the server runs and after compact', async () => {
  const boardId = await aBoard();
  const person = await aLife('Xochitl Overwritten', boardId);
  await aLife('Ben Stays', boardId);
  await app.settled();
  const { id = '', email = '' } = (await person.see('account.me', {})).me ?? {};
  // One of their own: the people of the tests have the same.
  const passwordHash = await hashPassword('five other quiet words here');
  await setPasswordHash(id, passwordHash);
  const traces = ['Xochitl Overwritten', email, passwordHash];
  const erasing = new Erasing(app.services, app.store, personalData);
  await erasing.goOn();
  expect(await found(traces)).not.toEqual([]);

  await person.do('account.erase', { email, words: 'remove' });
  await app.settled();
  app.clock.advance(121_000);
  await erasing.goOn();
  expect(await found(traces)).toEqual([]);
  expect(await found(['Ben Stays'])).not.toEqual([]);

  await app.close();
  expect(await found(traces)).toEqual([]);
  compactStore({ dir: join(folder, 'store') });
  expect(await found(traces)).toEqual([]);
});
