import { fileId, type Picture } from '@hearth/shared/files/entity';
import type { AudienceOf } from '@hearth/shared/kernel/stream';
import type { roomStream } from '@hearth/shared/rooms/events';
import { type Question, type Room, questionId, roomId } from '@hearth/shared/rooms/entity';
import type { AttachedRecord } from '../files/access.ts';
import type { QuestionRecord, RoomRecord } from './model.ts';

export function presentRoom(record: RoomRecord): Room {
  return {
    id: roomId.parse(record._id),
    title: record.title,
    purpose: record.purpose,
    language: record.language,
    readers: record.readers,
    hosts: [...record.hosts],
    startsAt: record.startsAt.toISOString(),
    minutes: record.minutes,
    ...(record.zone && { zone: record.zone }),
    status: record.status,
    ...(record.cancelled && { cancelled: true }),
    liveAt: record.liveAt?.toISOString() ?? null,
    endedAt: record.endedAt?.toISOString() ?? null,
    nowId: record.nowId === null ? null : questionId.parse(record.nowId),
    rev: record.rev,
  };
}

/** A question as everyone sees it, whoever looks: nothing in it tells whose it is beyond `by`. */
export function presentQuestion(record: QuestionRecord): Question {
  return {
    id: questionId.parse(record.id),
    text: record.text,
    by: record.by,
    askedAt: record.askedAt.toISOString(),
    order: record.order,
    status: record.status,
    votes: record.votes,
    note: record.note,
    ...(record.pictures?.length && { pictures: record.pictures.map(presentPicture) }),
    ...(record.reason && { reason: record.reason }),
    settledAt: record.settledAt?.toISOString() ?? null,
    rev: record.rev,
  };
}

function presentPicture({ fileId: id, ...shown }: AttachedRecord): Picture {
  return { fileId: fileId.parse(id), ...shown };
}

/** Hosts are `staff` of their room. */
export type RoomAudience = AudienceOf<typeof roomStream>;

/** Which questions an audience sees: hosts also what was set aside, nobody what its asker took back. */
export function isSeenBy(audience: string, status: QuestionRecord['status']): boolean {
  if (status === 'withdrawn') return false;
  return audience === 'staff' || status !== 'dismissed';
}
