import { idFrom } from '@hearth/shared/kernel/id-from';
import { questionId, roomId, type QuestionId, type RoomId } from '@hearth/shared/rooms/entity';
import { answered, answerNow, dismiss } from '../features/rooms/answering.ts';
import { ask, vote } from '../features/rooms/asking.ts';
import { closeForgotten, closingOf } from '../features/rooms/closing.ts';
import { end, open, schedule } from '../features/rooms/service.ts';
import { findRoom } from '../features/rooms/store.ts';
import type { Context } from '../request/context.ts';
import type { Filling } from './filling.ts';
import { commandIdOf, personIdOfKey } from './ids.ts';
import type { DemoNetwork } from './network.ts';

type DemoRoom = DemoNetwork['rooms'][number];
type DemoQuestion = DemoRoom['questions'][number];

/** Announces the demo rooms and lets people ask, vote and answer in them. */
export async function fillRooms(filling: Filling): Promise<void> {
  for (const room of filling.network.rooms) await fillRoom(filling, room);
}

async function fillRoom(filling: Filling, room: DemoRoom): Promise<void> {
  const what = `room ${room.key}`;
  const [host = '', ...others] = room.hosts;
  const startsAt = new Date(Date.now() + room.startsInMinutes * 60_000).toISOString();
  const { title, purpose, language, minutes } = room;
  const announced = {
    title,
    purpose,
    language,
    minutes,
    startsAt,
    readers: 'everyone' as const,
    hosts: others.map(personIdOfKey),
  };
  const begins = -room.startsInMinutes;
  await schedule(filling.as(host, begins + 7 * 24 * 60, what), announced);

  const id = roomId.parse(idFrom(commandIdOf(what)));
  if (room.status !== 'scheduled') await open(filling.as(host, begins, `${what} open`), { roomId: id });
  for (const [n, question] of room.questions.entries())
    await fillQuestion(filling, id, host, question, `${what} question ${n + 1}`);
  // Whoever looks at the demo network days later finds a room to try out.
  if (room.status === 'live') await keepOpen(filling.as(host, 0, `${what} stays`), id);
  if (room.status === 'ended') await end(filling.as(host, begins - room.minutes, `${what} end`), { roomId: id });
}

async function keepOpen({ services }: Context, id: RoomId): Promise<void> {
  const room = await findRoom(id);
  if (room?.closesAt) await services.jobs.cancel(closeForgotten, closingOf(id, room.closesAt).key);
}

async function fillQuestion(
  filling: Filling,
  room: RoomId,
  host: string,
  question: DemoQuestion,
  what: string,
): Promise<void> {
  const { as, tick } = filling;
  const { text, anonymous, minutesAgo } = question;
  await ask(as(question.by, minutesAgo, what), { roomId: room, text, anonymous });
  const asked = { roomId: room, questionId: questionId.parse(idFrom(commandIdOf(what))) };
  const voting = question.votes.map((voter) =>
    vote(as(voter, minutesAgo - 1, `${what} vote ${voter}`), { ...asked, up: true }),
  );
  await Promise.all(voting);
  await settle(filling, host, question, asked, what);
  tick();
}

type Asked = { roomId: RoomId; questionId: QuestionId };

/** Brings a question to where it stands in the demo. */
async function settle(
  { as }: Filling,
  host: string,
  question: DemoQuestion,
  asked: Asked,
  what: string,
): Promise<void> {
  const context = as(host, question.minutesAgo - 2, `${what} ${question.status}`);
  const note = question.note ?? '';
  switch (question.status) {
    case 'open':
      return;
    case 'answering':
      return void (await answerNow(context, { ...asked, replaces: null }));
    case 'answered':
      return void (await answered(context, { ...asked, note }));
    case 'dismissed':
      return void (await dismiss(context, { ...asked, note }));
  }
}
