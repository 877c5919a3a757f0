import type { QuestionRecord, RoomRecord } from './store.ts';
import type { QuestionFields, RoomFields } from './stream.ts';

export function fieldsOf({ _id, seq: _seq, mark: _mark, rev: _rev, ...fields }: RoomRecord): RoomFields {
  return fields;
}

/** A stored question as event data holds it, without what the event's own number says. */
export function questionFields(record: QuestionRecord & { _id?: unknown }): QuestionFields {
  const { _id, roomId: _room, rev: _rev, ...fields } = record;
  return fields;
}
