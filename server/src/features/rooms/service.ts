import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/rooms/commands';
import type { Room } from '@hearth/shared/rooms/entity';
import { roomError } from '@hearth/shared/rooms/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { isStaff } from '@hearth/shared/kernel/access';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { fieldsOf, requireHost } from './access.ts';
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
  const { title, purpose, language, readers, minutes } = input;
  const event = await commitAs(context, rooms, id, (aggregate) => {
    if (aggregate) throw commonError('id-taken');
    const room: RoomFields = {
      ...{ title, purpose, language, readers, minutes },
      hosts: [byline, ...others],
      startsAt: new Date(input.startsAt),
      status: 'scheduled',
      liveAt: null,
      endedAt: null,
      closesAt: null,
      nowId: null,
      asked: 0,
    };
    return changed({ room });
  });
  if (!event) throw commonError('internal');
  return presentRoomAfter(id, event);
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
      room: { ...fieldsOf(room), status: 'live', liveAt: room.liveAt ?? now, endedAt: null, closesAt },
    });
  });
}

export async function end(
  context: Context,
  { roomId }: InputOf<typeof contract.endRoom>,
): Promise<OutputOf<typeof contract.endRoom>> {
  const { clock, jobs } = context.services;
  let closesAt: Date | null = null;
  const ended = await changeRoom(context, roomId, async (room) => {
    if (room.status === 'ended') return null;
    closesAt = room.closesAt;
    return endingOf(room, clock.now(), null);
  });
  if (closesAt) await jobs.cancel(closeForgotten, closingOf(roomId, closesAt).key);
  return ended;
}

async function changeRoom(
  context: Context,
  roomId: string,
  change: (room: RoomRecord) => RoomData | null | Promise<RoomData | null>,
): Promise<Room> {
  const event = await commitAs(context, rooms, roomId, async (aggregate) =>
    change(requireHost(context.actor, aggregate)),
  );
  if (event) return presentRoomAfter(roomId, event);
  return presentRoom(requireHost(context.actor, await findRoom(roomId)));
}
