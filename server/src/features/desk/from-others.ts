import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { findPerson } from '../accounts/access.ts';
import { people, type PersonData } from '../accounts/stream.ts';
import { boards } from '../boards/stream.ts';
import { react } from '../reaction.ts';
import { findRoom } from '../rooms/access.ts';
import { rooms, type RoomData } from '../rooms/stream.ts';
import { entryOf, type Happening } from './entry.ts';
import { hideFromDesks } from './from-review.ts';
import { showOrHide } from './moved.ts';
import { readAbout, settleWaiting } from './store.ts';
import { GATHERED_MS, record, renew } from './telling.ts';

/** What is said of a time is as old as the event that says it, or a little older. */
const FRESH_MS = 60_000;

/** Rooms have their readers, who are staff as well, and no board. */
export const deskOfRooms = react({
  to: rooms,
  name: 'desk',
  gatherMs: GATHERED_MS,
  async handle(services, events) {
    const entries = await Promise.all(
      events.map(async (event) => (await happeningsIn(event)).map((one) => entryOf(services, event, one))),
    );
    await record(services, entries.flat());
  },
});

async function happeningsIn(event: EventRecord<RoomData>): Promise<Happening[]> {
  const { stream, seq, at, data } = event;
  const roomId = idOf(stream);
  const isFresh = (when: Date | null) => when !== null && at.getTime() - when.getTime() < FRESH_MS;
  const place = { roomId, language: (data.room ?? (await findRoom(roomId)))?.language ?? null };
  const ofQuestions = data.questions.flatMap(({ id, order, status, by, settledAt }): Happening[] => {
    const asked = { ...place, questionId: id };
    if (order === seq) return [{ kind: 'asked', personId: by?.personId ?? null, ...asked }];
    if (!settledAt || !isFresh(settledAt)) return [];
    const settled = { once: settledAt.toISOString(), ...asked };
    if (status === 'answered') return [{ kind: 'answered', ...settled }];
    return status === 'dismissed' ? [{ kind: 'aside', ...settled }] : [];
  });
  return [...roomIn(event, isFresh).map((one) => ({ ...one, ...place })), ...ofQuestions];
}

/** Every event that changes the room says of it all that there is to say. */
function roomIn(
  { seq, data: { room, shows } }: EventRecord<RoomData>,
  isFresh: (when: Date | null) => boolean,
): Happening[] {
  if (!room || shows === false) return [];
  if (seq === 1) return [{ kind: 'announced' }];
  if (room.status === 'live' && isFresh(room.liveAt)) return [{ kind: 'opened', once: `${room.liveAt?.getTime()}` }];
  if (room.status !== 'ended' || !isFresh(room.endedAt)) return [];
  return [{ kind: room.cancelled ? 'cancelled' : 'ended', once: `${room.endedAt?.getTime()}` }];
}

/** Who joins, and what becomes of somebody. That they wait is nothing to decide any more once it was. */
export const deskOfPeople = react({
  to: people,
  name: 'desk',
  gatherMs: GATHERED_MS,
  async handle(services, events) {
    for (const event of events) {
      const happening = await accountIn(event);
      if (happening) await record(services, [entryOf(services, event, happening)]);
      if (event.data.status) await settle(services, idOf(event.stream));
      if (event.data.role || event.data.group) await hide(services, idOf(event.stream));
    }
  },
});

/** Whoever comes to a desk finds nothing there of what was reported about them. */
async function hide(services: Services, personId: string): Promise<void> {
  await hideFromDesks(services, await readAbout({ about: personId }));
}

async function settle(services: Services, personId: string): Promise<void> {
  await renew(services, await settleWaiting(personId));
}

async function accountIn({ stream, data }: EventRecord<PersonData>): Promise<Happening | null> {
  const personId = idOf(stream);
  const person = await findPerson(personId);
  if (!person || person.erasing) return null;
  const { joined, role, status, group } = data;
  if (joined) {
    const isWaiting = person.status === 'waiting';
    return { kind: isWaiting ? 'waiting' : 'joined', personId, needsDecision: isWaiting };
  }
  if (status?.from === 'waiting') return { kind: status.to === 'active' ? 'welcomed' : 'declined', personId };
  if (role) return { kind: 'role', personId, detail: role };
  return group ? { kind: 'group', personId, groupId: group.id, detail: group.membership } : null;
}

/** Who moderates a board decides on whose desk it is. */
export const deskOfBoards = react({
  to: boards,
  name: 'desk',
  gatherMs: GATHERED_MS,
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      if (!data.settings) continue;
      await hideFromDesks(services, await readAbout({ boardId: idOf(stream) }));
      await showOrHide(services, idOf(stream), `desk ${stream}/${seq}`);
    }
  },
});
