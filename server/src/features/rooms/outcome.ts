import type { OutputOf } from '@hearth/shared/kernel/command';
import type { askQuestion } from '@hearth/shared/rooms/commands';
import type { Room } from '@hearth/shared/rooms/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import type { EventRecord } from '../../streams/definition.ts';
import { presentQuestion, presentRoom } from './present.ts';
import { roomIn, type RoomData } from './event-data.ts';

/** The room as an event has changed it. */
export function presentRoomAfter(roomId: string, event: EventRecord<RoomData>): Room {
  const room = presentRoomIn(roomId, event);
  if (!room) throw commonError('internal');
  return room;
}

function presentRoomIn(roomId: string, { seq, mark, data }: EventRecord<RoomData>): Room | null {
  const room = roomIn(data);
  return room && presentRoom({ ...room, _id: roomId, seq, mark, rev: seq });
}

export type Changed = OutputOf<typeof askQuestion>;

/** The answer to a command on one question, made of its event alone, so that a repeated command gets the first answer. */
export function presentChange(roomId: string, questionId: string, event: EventRecord<RoomData> | null): Changed {
  const question = event?.data.questions.find(({ id }) => id === questionId);
  if (!event || !question) throw commonError('internal');
  return {
    room: presentRoomIn(roomId, event),
    question: presentQuestion({ ...question, roomId, rev: event.seq }),
  };
}
