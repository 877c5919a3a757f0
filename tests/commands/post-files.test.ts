import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { threads } from '@hearth/server/features/threads/stream';
import { EventModel } from '@hearth/server/streams/model';
import { downloadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { openXml, pdf } from '../support/documents.ts';
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

async function aFile(person: Person, name = 'Bus plan.pdf', bytes = pdf('Plan')) {
  return { fileId: (await upload(person, bytes, 'attachment', name)).id, name };
}

async function downloaded(reader: Person, id: string, headers: Record<string, string> = {}) {
  return fetch(app.url + downloadPath(id), { headers: { ...reader.headers(), ...headers } });
}

const statusOf = async (reader: Person, id: string) => (await downloaded(reader, id)).status;

test('files stand below the words with kind, name and size, in the opening post and in replies', async () => {
  const files = [await aFile(ana), await aFile(ana, 'Agenda.docx', openXml('docx'))];
  const { thread, post } = await ana.do('thread.start', {
    ...{ boardId: board, title: 'Late bus', text: 'The plan:', language: 'en', files },
  });
  expect(post.html).toMatch(/^<p>The plan:<\/p>\n<ul class="files"><li>.*<\/li><li>.*<\/li><\/ul>$/);
  expect(post.html).toContain(`<a href="${downloadPath(files[0]?.fileId ?? '')}" download>`);
  expect(post.html).toContain('<bdi>Bus plan.pdf</bdi> <small>581 B</small>');
  expect(post.html).toContain('data-kind="docx">DOCX<');
  expect((await ben.see('thread.get', { threadId: thread.id })).posts[0]?.html).toBe(post.html);
  const source = await ana.see('post.source', { threadId: thread.id, no: 1 });
  expect(source).toMatchObject({ text: 'The plan:', pictures: [], files: [{ ...files[0], kind: 'pdf' }, files[1]] });
});

test('they come as they were sent, to be saved, and nothing in them is shown or run', async () => {
  const bytes = pdf('Plan', 3 * fileLimits.piece);
  const file = await aFile(ana, 'Plan de mejora «niños».pdf', bytes);
  await ana.do('post.reply', { threadId: (await aThread(ben, board)).id, text: 'Here.', files: [file] });
  const answer = await downloaded(ben, file.fileId);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="Plan de mejora _ni_os_.pdf"; filename*=UTF-8''Plan%20de%20mejora%20%C2%ABni%C3%B1os%C2%BB.pdf`,
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  // Over the seam of two pieces, at the end, behind it, and once it is known.
  const seam = fileLimits.piece;
  const part = await downloaded(ben, file.fileId, { range: `bytes=${seam - 3}-${seam + 3}` });
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes ${seam - 3}-${seam + 3}/${bytes.length}`,
  ]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(seam - 3, seam + 4))).toBe(true);
  const last = await downloaded(ben, file.fileId, { range: 'bytes=-6' });
  expect(await last.text()).toBe('%%EOF\n');
  expect((await downloaded(ben, file.fileId, { range: `bytes=${bytes.length}-` })).status).toBe(416);
  const known = await downloaded(ben, file.fileId, { 'if-none-match': answer.headers.get('etag') ?? '' });
  expect(known.status).toBe(304);
  // A picture's form there is none of.
  expect((await fetch(`${app.url}/api/files/${file.fileId}/480`, { headers: ben.headers() })).status).toBe(404);
});

test.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\ana\\Plan.pdf', 'Plan.pdf'],
  ['Plan\u202Efdp.exe', 'Planfdp.exe.pdf'],
  ['a\r\nSet-Cookie: b=c', 'a Set-Cookie b=c.pdf'],
  ['"; filename=x.exe', '; filename=x.exe.pdf'],
  ['<img src=x onerror=alert(1)>.docx', 'img src=x onerror=alert(1).pdf'],
  ['con', '_con.pdf'],
  ['...', 'file.pdf'],
  ['', 'Bus plan.pdf'],
])('H29: what is called %p stands and is saved as %p', async (given, name) => {
  const file = { ...(await aFile(ana)), name: given };
  const reply = { threadId: (await aThread(ben, board)).id, text: 'Here.', files: [file], asItIs: true as const };
  const { html } = (await ana.do('post.reply', reply)).post;
  expect(html).toContain(`<bdi>${name.replaceAll('"', '&quot;')}</bdi>`);
  const said = (await downloaded(ben, file.fileId)).headers.get('content-disposition');
  expect(said?.startsWith('attachment; filename="')).toBe(true);
  expect(decodeURIComponent(said?.split("UTF-8''")[1] ?? /"(.*)"/.exec(said ?? '')?.[1] ?? '')).toBe(name);
});

test('whoever may read the post may have them, and nobody else: asked each time', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const [open, hidden] = [await aFile(ana), await aFile(moderator)];
  expect([await statusOf(ana, open.fileId), await statusOf(ben, open.fileId)]).toEqual([200, 404]);
  await ana.do('post.reply', { threadId: (await aThread(ben, board)).id, text: 'Here.', files: [open] });
  expect([await statusOf(ben, open.fileId), await statusOf(app.stranger(), open.fileId)]).toEqual([200, 200]);
  const staffThread = await aThread(moderator, await aBoard({ readers: 'staff' }));
  await moderator.do('post.reply', { threadId: staffThread.id, text: 'Among us.', files: [hidden] });
  expect([await statusOf(moderator, hidden.fileId), await statusOf(ben, hidden.fileId)]).toEqual([200, 404]);
});

test('they are gone with a deleted post, and come back with it', async () => {
  const [{ id }, file] = [await aThread(ben, board), await aFile(ana)];
  const post = { threadId: id, no: 2 };
  await ana.do('post.reply', { threadId: id, text: 'Here.', files: [file] });
  expect((await ana.do('post.delete', post)).post.html).toBe('');
  expect([await statusOf(ana, file.fileId), await statusOf(ben, file.fileId)]).toEqual([404, 404]);
  expect((await ana.do('post.restore', post)).post.html).toContain(file.fileId);
  expect(await statusOf(ben, file.fileId)).toBe(200);
});

test('an edit takes some away, adds others and calls them something else; without a word of them they stay', async () => {
  const { id } = await aThread(ben, board);
  const [first, second, third] = [await aFile(ana), await aFile(ana, 'Two.pdf'), await aFile(ana, 'Three.pdf')];
  const picture = { fileId: (await upload(ana, await gradient(90, 60).jpeg().toBuffer())).id, alt: 'A bus' };
  const post = { threadId: id, no: 2 };
  await ana.do('post.reply', { threadId: id, text: 'Here.', files: [first, second], pictures: [picture] });
  const kept = (await ana.do('post.edit', { ...post, text: 'Here!', pictures: [] })).post.html;
  expect([kept.includes(first.fileId), kept.includes(picture.fileId)]).toEqual([true, false]);
  const files = [third, { ...second, name: 'At the stop' }];
  const { html } = (await ana.do('post.edit', { ...post, text: 'Here!', files })).post;
  expect(html.indexOf(third.fileId)).toBeLessThan(html.indexOf(second.fileId));
  expect([html.includes('<bdi>At the stop.pdf</bdi>'), html.includes(first.fileId)]).toEqual([true, false]);
  const statuses = [first, second, third].map(({ fileId }) => statusOf(ben, fileId));
  expect(await Promise.all(statuses)).toEqual([404, 200, 200]);
  expect((await downloaded(ben, second.fileId)).headers.get('content-disposition')).toContain('"At the stop.pdf"');
  // What was there before is no longer in the log either.
  const log = async () => JSON.stringify(await EventModel.find({ stream: nameOf(threads.contract, id) }).lean());
  await until(async () => !(await log()).includes(first.fileId), 'the log has forgotten it');
});

test('nobody posts somebody else’s file, one that stands elsewhere, one twice, a picture as a file, or too many', async () => {
  const { id: threadId } = await aThread(ben, board);
  const file = await aFile(ana);
  const reply = (by: Person, ...files: { fileId: string; name: string }[]) =>
    by.try('post.reply', { threadId, text: 'Here.', files });
  expect(await reply(ben, file)).toMatchObject({ error: { reason: 'no-such-thing' } });
  expect(await reply(ana, file, file)).toMatchObject({ error: { reason: 'invalid-input' } });
  const { id } = await ana.do('file.begin', { use: 'attachment', name: 'a.pdf', size: 100 });
  expect(await reply(ana, { fileId: id, name: '' })).toMatchObject({ error: { reason: 'file-not-ready' } });
  const picture = (await upload(ana, await gradient(90, 60).jpeg().toBuffer())).id;
  expect(await reply(ana, { fileId: picture, name: '' })).toMatchObject({ error: { reason: 'no-such-thing' } });
  const asPicture = { threadId, text: 'Here.', pictures: [{ fileId: file.fileId, alt: '' }] };
  expect(await ana.try('post.reply', asPicture)).toMatchObject({ error: { reason: 'no-such-thing' } });
  const many = Array.from({ length: fileLimits.files + 1 }, () => file);
  expect(await reply(ana, ...many)).toMatchObject({ error: { reason: 'invalid-input' } });
  await ana.do('post.reply', { threadId, text: 'Here.', files: [file] });
  expect(await reply(ana, file)).toMatchObject({ error: { reason: 'file-in-use' } });
  // Of a picture and a file one is taken already: the other may still be posted.
  const pictures = [{ fileId: picture, alt: '' }];
  const both = { threadId, text: 'Here.', pictures, files: [file] };
  expect(await ana.try('post.reply', both)).toMatchObject({ error: { reason: 'file-in-use' } });
  expect(await ana.try('post.reply', { threadId, text: 'Here.', pictures })).toMatchObject({ ok: true });
});

test('a board says who adds files, nobody does without a name, and a child’s name in a file’s is asked about', async () => {
  const [{ id: threadId }, file] = [await aThread(ben, board), await aFile(ana)];
  const told = { ...file, name: 'IEP of Maria Lopez, born 4/12/2015.pdf' };
  const asked = await ana.try('post.reply', { threadId, text: 'Here.', files: [told] });
  expect(asked).toMatchObject({ error: { reason: 'student-information' } });
  const boss = await app.person({ role: 'admin' });
  const named = await aThread(ben, await aBoardOf(boss, { attach: { circle: 'staff', groups: [] } }));
  const refused = await ana.try('post.reply', { threadId: named.id, text: 'Here.', files: [file] });
  expect(refused).toMatchObject({ error: { reason: 'not-allowed' } });
  const hidden = { title: 'Bus', text: 'Late.', language: 'en' as const, unnamed: true, files: [file] };
  const unnamedOn = await aBoardOf(boss, {}, { asksUnnamed: true });
  const unnamed = await ana.try('thread.start', { ...hidden, boardId: unnamedOn });
  expect(unnamed).toMatchObject({ error: { reason: 'no-pictures-unnamed' } });
});

test('a reply with files that is sent twice is one reply', async () => {
  const { id: threadId } = await aThread(ben, board);
  const [input, commandId] = [{ threadId, text: 'Once.', files: [await aFile(ana)] }, randomUUID()];
  const first = await ana.do('post.reply', input, commandId);
  expect(await ana.do('post.reply', input, commandId)).toEqual(first);
  expect(first.thread.lastNo).toBe(2);
});

test('where threads are merged they go along, and whoever may read there has them', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const [from, to, file] = [await aThread(ben, board), await aThread(ben, board), await aFile(ana)];
  await ana.do('post.reply', { threadId: from.id, text: 'Here.', files: [file] });
  await moderator.do('thread.merge', { threadId: from.id, into: to.id });
  await app.settled();
  const { posts } = await ben.see('thread.get', { threadId: to.id });
  expect(posts.some(({ html }) => html.includes(file.fileId))).toBe(true);
  await until(async () => (await statusOf(ben, file.fileId)) === 200, 'it is there');
});

test.each(['keep', 'remove'] as const)('who leaves and lets the words go the same way: %s', async (words) => {
  const carla = await app.person({ name: 'Carla Leaving' });
  const { id: threadId } = await aThread(ben, board);
  const [stays, deleted] = [await aFile(carla, 'Our garden.pdf'), await aFile(carla, 'Regretted.pdf')];
  await carla.do('post.reply', { threadId, text: 'Look', files: [stays] });
  await carla.do('post.reply', { threadId, text: 'No', files: [deleted] });
  await carla.do('post.delete', { threadId, no: 3 });
  const { posts, files } = await carla.see('account.export', {});
  expect(posts).toMatchObject([{ files: [stays] }, { files: [deleted] }]);
  expect(files).toMatchObject([{ address: downloadPath(stays.fileId) }, { address: downloadPath(deleted.fileId) }]);
  const { me } = await carla.see('account.me', {});
  await carla.do('account.erase', { email: me?.email ?? '', words });
  await app.settled();
  const isKept = words === 'keep';
  const { posts: left } = await ben.see('thread.get', { threadId });
  expect(left.map(({ html }) => html.includes('Our garden'))).toEqual([false, isKept, false]);
  await until(async () => (await statusOf(ben, stays.fileId)) === (isKept ? 200 : 404), 'what becomes of the file');
  expect(await statusOf(await app.person({ role: 'admin' }), deleted.fileId)).toBe(404);
  const log = JSON.stringify(await EventModel.find({ stream: nameOf(threads.contract, threadId) }).lean());
  expect([log.includes('Our garden'), log.includes('Regretted')]).toEqual([isKept, false]);
});

test('what nothing takes up is gone after a day, bytes and all', async () => {
  const file = await aFile(ana);
  app.clock.advance(24 * 3_600_000 + 1_000);
  await until(async () => {
    await app.settled();
    return (await statusOf(ana, file.fileId)) === 404;
  }, 'it is collected');
  const groups: string[] = [];
  for await (const group of app.services.blobs.groups()) groups.push(group);
  expect(groups).not.toContain(file.fileId);
});
