import type { Question, QuestionId } from '@hearth/shared/rooms/entity';
import type { RoomChange } from '@hearth/shared/rooms/events';
import { applyRoomChange, type RoomState } from '@hearth/shared/rooms/state';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function roomStart({ room, questions, position }: Loaded<'room.get'>): Start<RoomState> {
  return { state: { room, questions: byId(questions) }, position };
}

export function roomView(id: string, ask: Ask): View<RoomState, RoomChange> {
  return {
    stream: `room:${id}`,
    apply: applyRoomChange,
    resync: async () => roomStart(valueOf(await ask('room.get', { roomId: id }))),
  };
}

function byId(questions: readonly Question[]): Record<QuestionId, Question> {
  return Object.fromEntries(questions.map((question) => [question.id, question]));
}
