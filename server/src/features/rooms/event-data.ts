import type { QuestionRecord, RoomRecord } from './model.ts';

export type RoomFields = Omit<RoomRecord, '_id' | 'seq' | 'mark' | 'rev'>;
export type QuestionFields = Omit<QuestionRecord, 'roomId' | 'rev'>;

/** `status` says who may learn it. */
export interface ScoreFields {
  readonly questionId: string;
  readonly votes: number;
  readonly status: QuestionRecord['status'];
}

/** What one event changes, as whole new values. */
export interface RoomData {
  /** The room, where what people see of it itself has changed. */
  readonly room?: RoomFields;
  /** Versions before repeated the room in every event, with false where it was the same but for `asked`. */
  readonly shows?: boolean;
  /** How many questions were asked, where that has changed and the room has not. */
  readonly asked?: number;
  readonly questions: readonly QuestionFields[];
  readonly scores: readonly ScoreFields[];
}

type Changes = Pick<RoomData, 'room' | 'asked'> & Partial<Pick<RoomData, 'questions' | 'scores'>>;

export function changed(changes: Changes): RoomData {
  return { questions: [], scores: [], ...changes };
}

/** The room as an event has changed it; null where people see it as they did. */
export function roomIn({ room, shows = true }: RoomData): RoomFields | null {
  return (shows && room) || null;
}

/** What an event after the first changes of the room's document. */
export function roomChangesIn(data: RoomData, seq: number): Partial<RoomRecord> {
  const room = roomIn(data);
  if (room) return { ...room, rev: seq };
  const asked = data.asked ?? data.room?.asked;
  return asked === undefined ? {} : { asked };
}
