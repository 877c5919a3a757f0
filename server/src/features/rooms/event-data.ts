import type { QuestionRecord, RoomRecord } from './model.ts';

export type RoomFields = Omit<RoomRecord, '_id' | 'seq' | 'mark' | 'rev'>;
export type QuestionFields = Omit<QuestionRecord, 'roomId' | 'rev'>;

/** `status` says who may learn it. */
export interface ScoreFields {
  readonly questionId: string;
  readonly votes: number;
  readonly status: QuestionRecord['status'];
}

/** What one event changes; what people see of the room itself changes only where `shows` says so. */
export interface RoomData {
  readonly room: RoomFields;
  readonly shows: boolean;
  readonly questions: readonly QuestionFields[];
  readonly scores: readonly ScoreFields[];
}
