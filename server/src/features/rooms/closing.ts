import { mayRead } from '@hearth/shared/kernel/access';
import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { findPerson, isReached } from '../accounts/access.ts';
import { fieldsOf, questionFields } from './access.ts';
import { closedLetter } from './mails.ts';
import { changed } from './event-data.ts';
import { findQuestion, findRoom, type RoomRecord } from './store.ts';
import { rooms, type RoomData } from './stream.ts';

const MINUTE_MS = 60_000;

/** When a room that is opened now, or announced, is closed if nobody ends it. */
export function closingTime({ startsAt, minutes }: Pick<RoomRecord, 'startsAt' | 'minutes'>, now: Date): Date {
  const begins = Math.max(startsAt.getTime(), now.getTime());
  return new Date(begins + (minutes + roomLimits.graceMinutes) * MINUTE_MS);
}

/** Nobody opened it. Rooms of earlier versions are not closed by a job. */
export function isForgotten(room: RoomRecord, now: Date): boolean {
  return room.status === 'scheduled' && closingTime(room, room.startsAt) <= now;
}

/** What was being answered goes back to the line; everything else stays as it is. */
export async function endingOf(room: RoomRecord, now: Date, closesAt: Date | null): Promise<RoomData> {
  const ended = { ...fieldsOf(room), status: 'ended' as const, endedAt: now, nowId: null, closesAt };
  const current = room.nowId === null ? null : await findQuestion(room._id, room.nowId);
  return changed({ room: ended, questions: current ? [{ ...questionFields(current), status: 'open' }] : [] });
}

const closing = z.object({ roomId: z.string(), closesAt: z.iso.datetime() });

/** Each time a room is announced, moved or opened it is to be closed at a time of its own. */
export function closingOf(roomId: string, closesAt: Date) {
  const input = { roomId, closesAt: closesAt.toISOString() };
  return { key: `${roomId}/${input.closesAt}`, at: closesAt, input };
}

/**
 * Closes a room that nobody has opened, or ended since it was opened, and lets its hosts know. A room keeps the time at which it was
 * closed by this, so that whoever does this job again knows whose end it was.
 */
export const closeForgotten: Job<z.infer<typeof closing>> = {
  name: 'room.close-forgotten',
  input: closing,
  attempts: 20,
  atOnce: 4,
  async run({ streams, clock, jobs }, { roomId, closesAt }) {
    const isMeant = (room: RoomRecord) => room.closesAt?.toISOString() === closesAt;
    const cause = { commandId: `close/${roomId}/${closesAt}`, issuer: 'system' };
    await commit(streams, rooms, roomId, cause, async (room) =>
      room && room.status !== 'ended' && isMeant(room) ? endingOf(room, clock.now(), room.closesAt) : null,
    );
    const room = await findRoom(roomId);
    if (room?.status !== 'ended' || !isMeant(room)) return;
    for (const { personId } of room.hosts) {
      const input = { roomId, personId };
      await jobs.schedule(tellHost, { key: `${roomId}/${closesAt}/${personId}`, input, about: personId });
    }
  },
};

const told = z.object({ roomId: z.string(), personId: z.string() });

export const tellHost: Job<z.infer<typeof told>> = {
  ...mailing,
  name: 'room.mail-closed',
  input: told,
  async run(services: Services, { roomId, personId }) {
    const { mailer, baseUrl } = services;
    const [room, person] = [await findRoom(roomId), await findPerson(personId)];
    if (!room || person?.status !== 'active' || !isReached(services, person)) return;
    // A host who has lost the role that the room takes is told nothing of it.
    if (!mayRead({ kind: 'person', id: personIdRule.parse(personId), role: person.role }, room.readers)) return;
    const link = `${baseUrl.url}/rooms/${roomId}`;
    const to = { name: person.name, address: person.email };
    await mailer.send({
      to,
      mailId: mailIdOf('closed', `${roomId}/${room.closesAt?.toISOString()}/${personId}`),
      ...closedLetter(person.locale, { link, name: person.name, title: room.title, wasOpen: room.liveAt !== null }),
    });
  },
};
