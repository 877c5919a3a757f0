import type { OutputOf } from '@hearth/shared/kernel/command';
import type { askQuestion } from '@hearth/shared/rooms/commands';
import type { Room } from '@hearth/shared/rooms/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import type { EventRecord } from '../../streams/definition.ts';
import { presentQuestion, presentRoom } from './present.ts';
import type { RoomData, RoomFields } from './stream.ts';

/** A change of the room itself that everybody sees. */
export function shown(room: RoomFields): RoomData {
  return { room, shows: true, questions: [], scores: [] };
}

/** The room as an event left it. */
export function presentRoomAfter(roomId: string, { seq, mark, data }: EventRecord<RoomData>): Room {
  return presentRoom({ ...data.room, _id: roomId, seq, mark, rev: seq });
}

export type Changed = OutputOf<typeof askQuestion>;

/** The answer to a command on one question, made of its event alone, so that a repeated command gets the first answer. */
export function presentChange(roomId: string, questionId: string, event: EventRecord<RoomData> | null): Changed {
  const question = event?.data.questions.find(({ id }) => id === questionId);
  if (!event || !question) throw commonError('internal');
  return {
    room: presentRoomAfter(roomId, event),
    question: presentQuestion({ ...question, roomId, rev: event.seq }),
  };
}
