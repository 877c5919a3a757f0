import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FileModel } from '@hearth/server/features/files/model';
import { rooms } from '@hearth/server/features/rooms/stream';
import { EventModel } from '@hearth/server/streams/model';
import { filePath } from '@hearth/shared/files/address';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { Readers } from '@hearth/shared/kernel/rights';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { aRoom } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let host: Person;
let ana: Person;
let bytes: Buffer;
beforeAll(async () => {
  app = await openApp();
  [host, ana] = [await app.person({ role: 'moderator', name: 'Hana Host' }), await app.person({ name: 'Ana Fuentes' })];
  bytes = await gradient(900, 600).jpeg().toBuffer();
});
afterAll(() => app.close());

const aPicture = async (person: Person, alt = 'The late bus') => ({ fileId: (await upload(person, bytes)).id, alt });

async function statusOf(reader: Person, { fileId }: { fileId: string }): Promise<number> {
  return (await fetch(app.url + filePath(fileId, 480), { headers: reader.headers() })).status;
}

/** A question in a room of its own, asked without a name. */
async function aQuestion(by = host, readers: Readers = 'everyone') {
  const { id: roomId } = await aRoom(by, { readers });
  const input = { roomId, text: 'Where does the bus stop?', anonymous: true };
  const { question } = await (readers === 'staff' ? by : ana).do('question.ask', input);
  return { roomId, questionId: question.id };
}

test('an answer has pictures below it, which whoever may see it sees, and others where they stand', async () => {
  const place = await aQuestion();
  const pictures = [await aPicture(host, 'A "yellow" bus'), await aPicture(host, '')];
  expect(await statusOf(ana, pictures[0] ?? { fileId: '' })).toBe(404);
  const input = { ...place, note: 'At the gym.', pictures };
  const id = randomUUID();
  const first = await host.do('question.answered', input, id);
  expect(await host.do('question.answered', input, id)).toEqual(first);
  const shown = pictures.map((one) => ({ ...one, width: 900, height: 600 }));
  const { questions, mine } = await ana.see('room.get', { roomId: place.roomId });
  expect(questions).toMatchObject([{ note: 'At the gym.', by: null, pictures: shown }]);
  expect(mine.questions).toMatchObject([{ pictures: shown }]);
  const readers = [host, ana, app.stranger()];
  expect(await Promise.all(readers.map((reader) => statusOf(reader, pictures[1] ?? { fileId: '' })))).toEqual([
    200, 200, 200,
  ]);
});

test('nobody learns from a picture who asked: its file is the host’s, and the log names neither', async () => {
  const place = await aQuestion();
  const picture = await aPicture(host);
  await host.do('question.answered', { ...place, note: '', pictures: [picture] });
  const file = await FileModel.findById(picture.fileId).lean();
  expect(file).toMatchObject({ ownerId: host.personId, subject: `answer:${place.roomId}/${place.questionId}` });
  const answered = await EventModel.findOne({ 'data.questions.status': 'answered', stream: `room:${place.roomId}` });
  const written = JSON.stringify([file, answered?.toJSON()]);
  expect(written).toContain(picture.fileId);
  expect(written).not.toContain(ana.personId);
  expect(JSON.stringify(answered?.toJSON())).not.toContain(`"personId":"${host.personId}"`);
});

test('of a room for staff nobody else sees them, and who is no host gives none', async () => {
  const place = await aQuestion(host, 'staff');
  const picture = await aPicture(host);
  await host.do('question.answered', { ...place, note: 'Among us.', pictures: [picture] });
  const readers = [host, await app.person({ role: 'admin' }), ana, app.stranger()];
  expect(await Promise.all(readers.map((reader) => statusOf(reader, picture)))).toEqual([200, 200, 404, 404]);
  const open = await aQuestion();
  const anas = await aPicture(ana);
  const refused = await ana.try('question.answered', { ...open, note: '', pictures: [anas] });
  expect(refused).toMatchObject({ error: { reason: 'not-allowed' } });
});

test('nobody gives somebody else’s picture, one that stands elsewhere, or too many', async () => {
  const [one, other] = [await aQuestion(), await aQuestion()];
  const [anas, own] = [await aPicture(ana), await aPicture(host)];
  const answer = (place: typeof one, ...pictures: (typeof own)[]) =>
    host.try('question.answered', { ...place, note: '', pictures });
  expect(await answer(one, anas)).toMatchObject({ error: { reason: 'no-such-thing' } });
  expect(await answer(one, own, own)).toMatchObject({ error: { reason: 'invalid-input' } });
  const many = Array.from({ length: roomLimits.pictures + 1 }, () => own);
  expect(await answer(one, ...many)).toMatchObject({ error: { reason: 'invalid-input' } });
  expect(await answer(one, own)).toMatchObject({ ok: true });
  expect(await answer(other, own)).toMatchObject({ error: { reason: 'file-in-use' } });
});

test('a question that is put back has none any more, nor has the log, and they are deleted', async () => {
  const place = await aQuestion();
  const picture = await aPicture(host, 'The wrong stop');
  await host.do('question.answered', { ...place, note: 'There.', pictures: [picture] });
  const { question } = await host.do('question.reopen', place);
  expect([question.status, question.pictures]).toEqual(['open', undefined]);
  expect(await statusOf(host, picture)).toBe(404);
  expect((await FileModel.findById(picture.fileId).lean())?.state).toBe('gone');
  const log = async () =>
    JSON.stringify(await EventModel.find({ stream: nameOf(rooms.contract, place.roomId) }).lean());
  await until(async () => !(await log()).includes('The wrong stop'), 'the log has forgotten it');
  await host.do('question.answered', { ...place, note: 'Here.' });
  expect((await ana.see('room.get', { roomId: place.roomId })).questions[0]).toMatchObject({ note: 'Here.' });
});

test.each(['keep', 'remove'] as const)('a host who leaves and lets the words go the same way: %s', async (words) => {
  const leaving = await app.person({ role: 'moderator', name: 'Lena Leaving' });
  const place = await aQuestion(leaving);
  await leaving.do('room.add-host', { roomId: place.roomId, personId: host.personId });
  const picture = await aPicture(leaving, 'Our garden');
  await leaving.do('question.answered', { ...place, note: 'Look.', pictures: [picture] });
  const data = await leaving.see('account.export', {});
  expect(data.answerPictures).toEqual([{ ...place, picture }]);
  expect(data.files).toMatchObject([{ id: picture.fileId }]);
  const { me } = await leaving.see('account.me', {});
  await leaving.do('account.erase', { email: me?.email ?? '', words });
  await app.settled();
  const isKept = words === 'keep';
  const alts = async () =>
    (await ana.see('room.get', { roomId: place.roomId })).questions[0]?.pictures?.map(({ alt }) => alt);
  await until(async () => (await statusOf(ana, picture)) === (isKept ? 200 : 404), 'what becomes of the picture');
  expect(await alts()).toEqual(isKept ? ['Our garden'] : undefined);
  const log = async () =>
    JSON.stringify(await EventModel.find({ stream: nameOf(rooms.contract, place.roomId) }).lean());
  await until(async () => (await log()).includes('Our garden') === isKept, 'what the log says of it');
  expect(JSON.stringify(await FileModel.find().lean())).not.toContain(leaving.personId);
});
