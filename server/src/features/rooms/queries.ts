import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { readers } from '@hearth/shared/kernel/rights';
import { type Room, questionId } from '@hearth/shared/rooms/entity';
import { mayRead } from '@hearth/shared/kernel/access';
import { mayHost } from '@hearth/shared/rooms/policy';
import type * as contract from '@hearth/shared/rooms/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { requireRoom } from './access.ts';
import { isOwner } from './owner-tag.ts';
import { presentQuestion, presentRoom } from './present.ts';
import { shownRooms } from './shown.ts';
import { findRoom, readRooms, type QuestionRecord, type RoomRecord } from './store.ts';
import { audienceIn } from './stream.ts';
import { votes } from './votes.ts';

/** Rooms of each status on the list. */
const LISTED = 30;

/** So long a room that nobody opened counts as coming; then it was forgotten, and only its address leads to it. */
const LATE_MS = 24 * 60 * 60 * 1000;

/** Live ones first, the latest first, so that none that was forgotten hides them; then the coming ones, the next first, then those that ended, the latest first. */
export async function list({ actor, services }: QueryContext): Promise<Room[]> {
  const after = new Date(services.clock.now().getTime() - LATE_MS);
  const seen = readers.options.filter((one) => mayRead(actor, one));
  const found = await Promise.all([
    readRooms('live', seen, { order: -1, most: LISTED }),
    readRooms('scheduled', seen, { order: 1, after, most: LISTED }),
    readRooms('ended', seen, { order: -1, most: LISTED }),
  ]);
  return found.flat().map(presentRoom);
}

type Get = typeof contract.getRoom;

/** The room is read first, so what is shown is at least as new as the position says (promise L3). */
export async function get(reading: QueryContext, input: InputOf<Get>): Promise<OutputOf<Get>> {
  const { actor } = reading;
  const room = requireRoom(actor, await findRoom(input.roomId));
  const audience = audienceIn(actor, room) ?? 'public';
  const { questions, by } = await reading.services.use(shownRooms).at(room);
  return {
    room: presentRoom(room),
    questions: [...by[audience]],
    hosting: mayHost(actor, room),
    mine: await mineIn(reading, room, questions),
    position: { seq: room.seq, mark: room.mark },
  };
}

async function mineIn(
  { actor, services }: QueryContext,
  room: RoomRecord,
  questions: readonly QuestionRecord[],
): Promise<OutputOf<Get>['mine']> {
  const personId = personIdOf(actor);
  if (!personId) return { votes: [], questions: [] };
  const own = await votes.readIn(personId, room._id);
  const asked = questions.filter((question) => isOwner(services.secret, room._id, question, personId));
  return {
    votes: own.map(({ subject }) => questionId.parse(subject)),
    // Why a question was set aside is for its asker too; what was noted about it is for hosts.
    questions: asked.map((question) =>
      presentQuestion(question.status === 'dismissed' ? { ...question, note: '' } : question),
    ),
  };
}
