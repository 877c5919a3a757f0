import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { threads } from '@hearth/server/features/threads/stream';
import { EventModel } from '@hearth/server/streams/model';
import { filePath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  [ana, ben] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ name: 'Ben Okafor' })];
});
afterAll(() => app.close());

async function aPicture(person: Person, alt = 'The late bus') {
  return { fileId: (await upload(person, await gradient(900, 600).jpeg().toBuffer())).id, alt };
}

async function statusOf(reader: Person, id: string): Promise<number> {
  return (await fetch(app.url + filePath(id, 480), { headers: reader.headers() })).status;
}

test('pictures stand below the words, with what they show and how large they are', async () => {
  const pictures = [await aPicture(ana, 'A "yellow" bus <late>'), await aPicture(ana, '')];
  const { thread, post } = await ana.do('thread.start', {
    ...{ boardId: board, title: 'Late bus', text: 'Look:', language: 'en', pictures },
  });
  expect(post.html).toMatch(/^<p>Look:<\/p>\n<ul class="pictures"><li>.*<\/li><li>.*<\/li><\/ul>$/);
  expect(post.html).toContain('width="900" height="600"');
  expect(post.html).toContain('alt="A &quot;yellow&quot; bus &lt;late&gt;"');
  expect(post.html).toContain(`${filePath(pictures[0]?.fileId ?? '', 480)} 480w`);
  expect((await ben.see('thread.get', { threadId: thread.id })).posts[0]?.html).toBe(post.html);
  expect(await ana.see('post.source', { threadId: thread.id, no: 1 })).toMatchObject({ text: 'Look:', pictures });
});

test('whoever may read the post may see them, strangers too where all may read, and nobody else', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const [open, hidden] = [await aPicture(ana), await aPicture(moderator)];
  expect(await statusOf(ben, open.fileId)).toBe(404);
  const { id } = await aThread(ben, board);
  await ana.do('post.reply', { threadId: id, text: 'Here.', pictures: [open] });
  expect([await statusOf(ben, open.fileId), await statusOf(app.stranger(), open.fileId)]).toEqual([200, 200]);
  const staffThread = await aThread(moderator, await aBoard({ readers: 'staff' }));
  await moderator.do('post.reply', { threadId: staffThread.id, text: 'Among us.', pictures: [hidden] });
  expect([await statusOf(moderator, hidden.fileId), await statusOf(ben, hidden.fileId)]).toEqual([200, 404]);
});

test('what strangers may see is kept by browsers, which ask again; what members alone may see is not, whoever asks', async () => {
  const keptOf = async (reader: Person, { fileId }: { fileId: string }) =>
    (await fetch(app.url + filePath(fileId, 480), { headers: reader.headers() })).headers.get('cache-control');
  const [open, closed] = [await aPicture(ana), await aPicture(ana)];
  expect(await keptOf(ana, open)).toBe('private, no-store');
  await ana.do('post.reply', { threadId: (await aThread(ben, board)).id, text: 'Here.', pictures: [open] });
  for (const reader of [ana, ben, app.stranger()]) expect(await keptOf(reader, open)).toBe('private, no-cache');
  const ours = await aThread(ben, await aBoard({ readers: 'members' }));
  await ana.do('post.reply', { threadId: ours.id, text: 'Among us.', pictures: [closed] });
  for (const reader of [ana, ben]) expect(await keptOf(reader, closed)).toBe('private, no-store');
});

test('they are gone with a deleted post, and come back with it', async () => {
  const { id } = await aThread(ben, board);
  const picture = await aPicture(ana);
  const post = { threadId: id, no: 2 };
  await ana.do('post.reply', { threadId: id, text: 'Here.', pictures: [picture] });
  expect((await ana.do('post.delete', post)).post.html).toBe('');
  expect([await statusOf(ana, picture.fileId), await statusOf(ben, picture.fileId)]).toEqual([404, 404]);
  expect((await ana.do('post.restore', post)).post.html).toContain(picture.fileId);
  expect(await statusOf(ben, picture.fileId)).toBe(200);
});

test('an edit may take some away, which are gone then, add others and say what they show; without a word of them they stay', async () => {
  const { id } = await aThread(ben, board);
  const [first, second, third] = [await aPicture(ana), await aPicture(ana), await aPicture(ana)];
  const post = { threadId: id, no: 2 };
  await ana.do('post.reply', { threadId: id, text: 'Here.', pictures: [first, second] });
  const kept = await ana.do('post.edit', { ...post, text: 'Here!' });
  expect(kept.post.html).toContain(first.fileId);
  const pictures = [third, { ...second, alt: 'At the stop' }];
  const { html } = (await ana.do('post.edit', { ...post, text: 'Here!', pictures })).post;
  expect(html.indexOf(third.fileId)).toBeLessThan(html.indexOf(second.fileId));
  expect(html).toContain('alt="At the stop"');
  expect(html).not.toContain(first.fileId);
  const statuses = [first, second, third].map(({ fileId }) => statusOf(ben, fileId));
  expect(await Promise.all(statuses)).toEqual([404, 200, 200]);
  // What was there before is no longer in the log either.
  const log = async () => JSON.stringify(await EventModel.find({ stream: nameOf(threads.contract, id) }).lean());
  await until(async () => !(await log()).includes(first.fileId), 'the log has forgotten it');
});

test('nobody posts somebody else’s picture, one that stands elsewhere, one twice, one that is not there yet, or too many', async () => {
  const { id: threadId } = await aThread(ben, board);
  const picture = await aPicture(ana);
  const reply = (by: Person, ...pictures: { fileId: string; alt: string }[]) =>
    by.try('post.reply', { threadId, text: 'Here.', pictures });
  expect(await reply(ben, picture)).toMatchObject({ error: { reason: 'no-such-thing' } });
  expect(await reply(ana, picture, picture)).toMatchObject({ error: { reason: 'invalid-input' } });
  const { id } = await ana.do('file.begin', { use: 'picture', name: '', size: 100 });
  expect(await reply(ana, { fileId: id, alt: '' })).toMatchObject({ error: { reason: 'file-not-ready' } });
  const many = Array.from({ length: fileLimits.pictures + 1 }, () => picture);
  expect(await reply(ana, ...many)).toMatchObject({ error: { reason: 'invalid-input' } });
  await ana.do('post.reply', { threadId, text: 'Here.', pictures: [picture] });
  expect(await reply(ana, picture)).toMatchObject({ error: { reason: 'file-in-use' } });
  expect(await ana.try('file.discard', { fileId: picture.fileId })).toMatchObject({ error: { reason: 'file-in-use' } });
});

test('a reply with pictures that is sent twice is one reply', async () => {
  const { id: threadId } = await aThread(ben, board);
  const [input, commandId] = [{ threadId, text: 'Once.', pictures: [await aPicture(ana)] }, randomUUID()];
  const first = await ana.do('post.reply', input, commandId);
  expect(await ana.do('post.reply', input, commandId)).toEqual(first);
  expect(first.thread.lastNo).toBe(2);
});

test.each(['keep', 'remove'] as const)('who leaves and lets the words go the same way: %s', async (words) => {
  const carla = await app.person({ name: 'Carla Leaving' });
  const { id: threadId } = await aThread(ben, board);
  const [stays, deleted] = [await aPicture(carla, 'Our garden'), await aPicture(carla, 'Regretted')];
  await carla.do('post.reply', { threadId, text: 'Look', pictures: [stays] });
  await carla.do('post.reply', { threadId, text: 'No', pictures: [deleted] });
  await carla.do('post.delete', { threadId, no: 3 });
  const { posts, files } = await carla.see('account.export', {});
  expect(posts).toMatchObject([{ pictures: [stays] }, { pictures: [deleted] }]);
  expect(files).toHaveLength(2);
  const { me } = await carla.see('account.me', {});
  await carla.do('account.erase', { email: me?.email ?? '', words });
  await app.settled();
  const isKept = words === 'keep';
  const { posts: left } = await ben.see('thread.get', { threadId });
  expect(left.map(({ html }) => html.includes('Our garden'))).toEqual([false, isKept, false]);
  await until(async () => (await statusOf(ben, stays.fileId)) === (isKept ? 200 : 404), 'what becomes of the picture');
  expect(await statusOf(await app.person({ role: 'admin' }), deleted.fileId)).toBe(404);
  const log = JSON.stringify(await EventModel.find({ stream: nameOf(threads.contract, threadId) }).lean());
  expect([log.includes('Our garden'), log.includes('Regretted')]).toEqual([isKept, false]);
});
