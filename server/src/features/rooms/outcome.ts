import type { OutputOf } from '@hearth/shared/commands/define';
import type { askQuestion } from '@hearth/shared/commands/rooms';
import { AppError } from '@hearth/shared/errors';
import type { EventRecord } from '../../streams/kind.ts';
import { presentQuestion, presentRoom } from './present.ts';
import type { RoomFact } from './stream.ts';

export type Changed = OutputOf<typeof askQuestion>;

/** The answer to a command on one question, made of its event alone, so that a repeated command gets the first answer. */
export function presentChange(roomId: string, questionId: string, event: EventRecord<RoomFact> | null): Changed {
  const question = event?.fact.questions.find(({ id }) => id === questionId);
  if (!event || !question) throw new AppError('internal');
  const { seq, mark, fact } = event;
  return {
    room: presentRoom({ ...fact.room, _id: roomId, seq, mark, rev: seq }),
    question: presentQuestion({ ...question, roomId, rev: seq }),
  };
}
