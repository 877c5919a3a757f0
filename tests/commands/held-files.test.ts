import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findFile } from '@hearth/server/features/files/store';
import { filePath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { testGates } from '../support/gates.ts';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

/** Pictures of posts that wait for a moderator. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  const ada = await app.person({ role: 'admin' });
  [mo, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
afterAll(() => app.close());

async function statusOf(reader: Person, id: string): Promise<number> {
  return (await fetch(app.url + filePath(id, 480), { headers: reader.headers() })).status;
}

async function heldPicture() {
  const ana = await app.person();
  const { id: threadId } = await aThread(mo, board);
  const { id: fileId } = await upload(ana, await gradient(900, 600).jpeg().toBuffer());
  const pictures = [{ fileId, alt: 'The late bus' }];
  expect(await ana.try('post.reply', { threadId, text: 'Look!', pictures })).toMatchObject({
    error: { reason: 'held' },
  });
  const { id } = present((await ana.see('held.own', {})).posts[0]);
  const { rows } = await mo.see('review.list', {});
  const row = present(rows.find(({ item }) => item.subject.kind === 'held' && item.subject.heldId === id));
  const seen = { itemId: row.item.id, rev: row.item.rev };
  const seenBy = async (...people: Person[]) => Promise.all(people.map((person) => statusOf(person, fileId)));
  return { ana, threadId, fileId, id, row, seen, seenBy };
}

test('its author and moderators see it, nobody collects it, and it is everybody’s once it is published', async () => {
  const { ana, threadId, fileId, row, seen, seenBy } = await heldPicture();
  expect(row.shown.held?.pictures).toEqual([{ fileId, alt: 'The late bus' }]);
  expect(await seenBy(ana, mo, ben)).toEqual([200, 200, 404]);
  app.clock.advance((fileLimits.keptHours + 1) * 3_600_000);
  await app.settled();
  expect(await seenBy(ana, mo, ben)).toEqual([200, 200, 404]);
  await mo.do('review.reject', { ...seen, words: '' });
  expect((await ben.see('thread.get', { threadId })).posts[1]?.html).toContain(fileId);
  expect(await seenBy(ana, mo, ben)).toEqual([200, 200, 200]);
});

test('where it could not be published it stays with what waits', async () => {
  const { ana, threadId, fileId, seen, seenBy } = await heldPicture();
  await mo.do('thread.lock', { threadId, reason: 'Enough.' });
  await mo.do('review.reject', { ...seen, words: '' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'refused', pictures: [{ fileId }] }]);
  expect(await seenBy(ana, mo, ben)).toEqual([200, 200, 404]);
});

test('taken back, it is gone; and so where its author leaves', async () => {
  const { ana, id, fileId, seenBy } = await heldPicture();
  await ana.do('held.take-back', { id });
  expect(await seenBy(ana, mo)).toEqual([404, 404]);
  expect((await findFile(fileId))?.state ?? 'gone').toBe('gone');
  const other = await heldPicture();
  await leave(app, other.ana, 'keep');
  expect(await other.seenBy(mo)).toEqual([404]);
});
