import { createHmac } from 'node:crypto';
import type { DeskKind } from '@hearth/shared/desk/entity';
import type { Services } from '../../services.ts';
import type { EventRecord } from '../../streams/definition.ts';
import type { EntryRecord } from './store.ts';

/** What is known of something that happened; what is left out, there is none of. */
export type Happening = Partial<Omit<EntryRecord, '_id' | 'rev'>> & {
  readonly kind: DeskKind;
  /** What tells it from others of its stream and kind, where several events say that it happened. */
  readonly once?: string;
};

/** The entry of what an event tells. Keyed: the streams of people bear their ids. */
export function entryOf(
  { secret }: Pick<Services, 'secret'>,
  { stream, seq, at }: EventRecord,
  { once, ...happening }: Happening,
): EntryRecord {
  // By its number alone, as it may be called otherwise the second time: who waited then may have been welcomed since.
  const which = once === undefined ? seq : `${happening.kind} ${once}`;
  const key = `desk ${stream} ${which} ${happening.questionId ?? ''}`;
  const none = { boardId: null, threadId: null, no: null, roomId: null, questionId: null, groupId: null } as const;
  const review = { itemId: null, about: null } as const;
  return {
    _id: createHmac('sha256', secret).update(key).digest('hex').slice(0, 24),
    at,
    ...none,
    ...review,
    ...{ personId: null, detail: null, language: null, isFirst: false, needsDecision: false },
    ...happening,
    rev: 1,
  };
}
