import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fieldsOf } from '@hearth/server/features/rooms/access';
import { roomIn } from '@hearth/server/features/rooms/event-data';
import { QuestionModel, RoomModel, type RoomRecord } from '@hearth/server/features/rooms/model';
import { rooms, type RoomData } from '@hearth/server/features/rooms/stream';
import { projectMissing } from '@hearth/server/streams/commit';
import type { EventRecord } from '@hearth/server/streams/definition';
import { EventModel } from '@hearth/server/streams/model';
import { presentMissed } from '@hearth/server/streams/present';
import { readFrom } from '@hearth/server/streams/store';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** An office hour in which everything changes once: the room, its hosts, its questions, their scores. */
async function anOfficeHour(): Promise<string> {
  const [host, ana, ben] = [await app.person({ role: 'moderator' }), await app.person(), await app.person()];
  const { id: roomId } = await aRoom(host);
  const asked = async (text: string, anonymous: boolean) =>
    (await ana.do('question.ask', { roomId, text, anonymous })).question.id;
  const [one, two] = [await asked('Who has the key?', false), await asked('Is there a stove?', true)];
  await ben.do('question.vote', { roomId, questionId: one, up: true });
  await host.do('question.answer-now', { roomId, questionId: one, replaces: null });
  await ben.do('question.vote', { roomId, questionId: two, up: true });
  await app.settled();
  await host.do('question.answered', { roomId, questionId: one, note: 'Rosa.' });
  await host.do('room.add-host', { roomId, personId: ben.personId });
  await host.do('question.answered', { roomId, questionId: two, note: '' });
  await ana.do('question.ask', { roomId, text: 'And a lamp?', anonymous: false });
  await host.do('room.end', { roomId });
  await app.settled();
  return roomId;
}

const eventsOf = (roomId: string) => readFrom<RoomData>(`room:${roomId}`, 1, 1_000);

async function documentsOf(roomId: string) {
  const questions = await QuestionModel.find({ roomId }, { _id: 0 }).sort({ id: 1 }).lean();
  return { room: await RoomModel.findById(roomId).lean(), questions };
}

const seenBy = async (roomId: string, events: readonly EventRecord<RoomData>[]) => ({
  public: await presentMissed(rooms, `room:${roomId}`, events, 'public'),
  staff: await presentMissed(rooms, `room:${roomId}`, events, 'staff'),
});

/** Every event repeats the room. */
function asVersionsBefore(roomId: string, events: readonly EventRecord<RoomData>[]): EventRecord<RoomData>[] {
  let room: RoomRecord | null = null;
  return events.map((event) => {
    room = rooms.evolve(room, roomId, event);
    const { asked: _asked, ...rest } = event.data;
    return { ...event, data: { ...rest, room: fieldsOf(room), shows: roomIn(event.data) !== null } };
  });
}

test('an event holds the room only where the room itself has changed', async () => {
  const events = await eventsOf(await anOfficeHour());
  const parts = events.map(({ data: { room, asked, questions, scores } }) =>
    [room && 'room', asked && `asked ${asked}`, questions.length && 'questions', scores.length && 'scores'].filter(
      Boolean,
    ),
  );
  // Scheduled and opened; what the other questions and scores bring has no room with it.
  expect(parts.filter((its) => its.includes('scores')).every((its) => its.length === 1)).toBe(true);
  expect(parts.filter((its) => !its.includes('scores'))).toEqual([
    ['room'],
    ['room'],
    ['asked 1', 'questions'],
    ['asked 2', 'questions'],
    ['room', 'questions'],
    ['room', 'questions'],
    ['room'],
    ['questions'],
    ['asked 3', 'questions'],
    ['room'],
  ]);
});

test('L3, L13: events of versions before, which repeat the room in each, bring the same documents and are presented the same', async () => {
  const roomId = await anOfficeHour();
  const [events, documents] = [await eventsOf(roomId), await documentsOf(roomId)];
  const before = asVersionsBefore(roomId, events);
  expect(await seenBy(roomId, before)).toEqual(await seenBy(roomId, events));

  for (const { seq, data } of before)
    await EventModel.collection.updateOne({ stream: `room:${roomId}`, seq }, { $set: { data } });
  for (const from of [events, before]) {
    await RoomModel.deleteOne({ _id: roomId });
    await QuestionModel.deleteMany({ roomId });
    await rooms.project(roomId, from);
    expect(await documentsOf(roomId)).toEqual(documents);
    // One by one, as they came.
    const evolved = from.reduce<RoomRecord | null>((room, event) => rooms.evolve(room, roomId, event), null);
    expect(evolved).toEqual(documents.room);
  }
  // A store of the version before whose process died in between.
  await RoomModel.deleteOne({ _id: roomId });
  await QuestionModel.deleteMany({ roomId });
  await projectMissing(app.services.streams.pubSub, rooms, roomId, 0);
  expect(await documentsOf(roomId)).toEqual(documents);
});
