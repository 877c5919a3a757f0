import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/rooms/commands';
import type { Room } from '@hearth/shared/rooms/entity';
import { roomError } from '@hearth/shared/rooms/errors';
import { commonError, type AppError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { isStaff } from '@hearth/shared/kernel/access';
import { mayBeMoved, startsBetween } from '@hearth/shared/rooms/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { fieldsOf, noteForHosts, requireHost } from './access.ts';
import { closeForgotten, closingOf, closingTime, endingOf } from './closing.ts';
import { readHosts } from './hosting.ts';
import { changed } from './event-data.ts';
import { presentRoomAfter } from './outcome.ts';
import { presentRoom } from './present.ts';
import { findRoom, type RoomRecord } from './store.ts';
import { rooms, type RoomData, type RoomFields } from './stream.ts';

/** How long after its end a room may be opened again: it was ended by mistake. */
const REOPEN_MS = 24 * 60 * 60 * 1000;

export async function schedule(context: Context, input: InputOf<typeof contract.scheduleRoom>): Promise<Room> {
  const { actor, byline } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const wanted = new Set(input.hosts.filter((id) => id !== actor.id));
  const others = await readHosts([...wanted], input.readers);
  if (others.length < wanted.size) throw commonError('invalid-input', { fields: { hosts: 'unknown' } });

  const id = idFrom(context.commandId);
  const event = await commitAs(context, rooms, id, async (aggregate) => {
    if (aggregate) throw commonError('id-taken');
    await context.audit({ on: { kind: 'room', id } });
    const room: RoomFields = {
      ...(await announced(context, id, input)),
      readers: input.readers,
      hosts: [byline, ...others],
      liveAt: null,
      nowId: null,
      asked: 0,
    };
    return changed({ room });
  });
  if (!event) throw commonError('internal');
  return presentRoomAfter(id, event);
}

/** What people are told of office hours to come, which from now on will be closed in time. */
async function announced(
  { services: { clock, jobs } }: Context,
  id: string,
  input: Omit<InputOf<typeof contract.editRoom>, 'roomId'>,
) {
  const startsAt = new Date(input.startsAt);
  const { earliest, latest, next } = startsBetween(clock.now().getTime());
  if (startsAt.getTime() < earliest) throw badStart('room-in-past', { next });
  if (startsAt.getTime() > latest) throw badStart('room-too-far', { last: latest });
  const { title, purpose, language, minutes, zone } = input;
  const closesAt = closingTime({ startsAt, minutes }, startsAt);
  // Before it is announced, so that no crash leaves it to come for good; if it is not, the job finds nothing to do.
  await jobs.schedule(closeForgotten, closingOf(id, closesAt));
  const state = { status: 'scheduled' as const, cancelled: false, endedAt: null, closesAt };
  return { title, purpose, language, startsAt, minutes, ...(zone && { zone }), ...state };
}

/** The form that sent it marks the field, and says the time in the reader's language and zone. */
function badStart(reason: 'room-in-past' | 'room-too-far', moments: Readonly<Record<string, number>>): AppError {
  const params = Object.fromEntries(Object.entries(moments).map(([name, ms]) => [name, new Date(ms).toISOString()]));
  return roomError(reason, { params, fields: { startsAt: reason } });
}

export async function edit(context: Context, input: InputOf<typeof contract.editRoom>): Promise<Room> {
  return changeRoom(context, input.roomId, async (room) => {
    if (!mayBeMoved(room)) throw roomError('room-begun');
    return changed({ room: { ...fieldsOf(room), ...(await announced(context, room._id, input)) } });
  });
}

export async function cancel(context: Context, { roomId }: InputOf<typeof contract.cancelRoom>): Promise<Room> {
  return changeRoom(context, roomId, (room) => {
    if (!mayBeMoved(room)) throw roomError('room-begun');
    if (room.status === 'ended') return null;
    const ended = { status: 'ended' as const, cancelled: true, endedAt: context.services.clock.now(), closesAt: null };
    return changed({ room: { ...fieldsOf(room), ...ended } });
  });
}

export async function open(
  context: Context,
  { roomId }: InputOf<typeof contract.openRoom>,
): Promise<OutputOf<typeof contract.openRoom>> {
  const { clock, jobs } = context.services;
  const now = clock.now();
  return changeRoom(context, roomId, async (room) => {
    if (room.status === 'live') return null;
    if (room.status === 'ended' && now.getTime() - (room.endedAt?.getTime() ?? 0) > REOPEN_MS)
      throw roomError('room-ended');
    const closesAt = closingTime(room, now);
    // Before it is open, so that no crash leaves it open for good; if it is not opened after all, the job finds nothing to do.
    await jobs.schedule(closeForgotten, closingOf(roomId, closesAt));
    return changed({
      room: {
        ...fieldsOf(room),
        status: 'live',
        cancelled: false,
        liveAt: room.liveAt ?? now,
        endedAt: null,
        closesAt,
      },
    });
  });
}

export async function end(
  context: Context,
  { roomId }: InputOf<typeof contract.endRoom>,
): Promise<OutputOf<typeof contract.endRoom>> {
  return changeRoom(context, roomId, (room) =>
    room.status === 'ended' ? null : endingOf(room, context.services.clock.now(), null),
  );
}

async function changeRoom(
  context: Context,
  roomId: string,
  change: (room: RoomRecord) => RoomData | null | Promise<RoomData | null>,
): Promise<Room> {
  const before: { seq: number; closesAt: Date | null } = { seq: 0, closesAt: null };
  const event = await commitAs(context, rooms, roomId, async (aggregate, seq) => {
    const room = requireHost(context.actor, aggregate);
    Object.assign(before, { seq, closesAt: room.closesAt });
    const data = await change(room);
    if (data) await noteForHosts(context, room);
    return data;
  });
  if (!event) return presentRoom(requireHost(context.actor, await findRoom(roomId)));
  // A command that has run before was decided on what became of the room since, and that is still to be closed.
  if (before.seq === event.seq) await forgetClosing(context, roomId, before.closesAt, event.data.room?.closesAt);
  return presentRoomAfter(roomId, event);
}

/** It would find nothing to do, but might stand there for a year. */
async function forgetClosing(
  { services: { jobs } }: Context,
  roomId: string,
  before: Date | null,
  now: Date | null = null,
): Promise<void> {
  if (before && before.getTime() !== now?.getTime()) await jobs.cancel(closeForgotten, closingOf(roomId, before).key);
}
