import type { InputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/rooms/commands';
import type { Readers } from '@hearth/shared/kernel/rights';
import type { Byline } from '@hearth/shared/accounts/entity';
import type { Room } from '@hearth/shared/rooms/entity';
import { roomError } from '@hearth/shared/rooms/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { mayRead } from '@hearth/shared/kernel/access';
import { mayTakeOffHosts } from '@hearth/shared/rooms/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { fieldsOf, noteForHosts, requireHost, requireRoom } from './access.ts';
import { changed } from './event-data.ts';
import { presentRoomAfter } from './outcome.ts';
import { presentRoom } from './present.ts';
import { findRoom, type RoomRecord } from './store.ts';
import { rooms, type RoomData } from './stream.ts';

/** How those of them sign who can lead a room for these readers; who has no account, or none that is open, cannot. */
export async function readHosts(ids: readonly PersonId[], readers: Readers): Promise<Byline[]> {
  const people = await readActive(ids);
  return people.filter(({ id, role }) => mayRead({ kind: 'person', id, role }, readers)).map(({ byline }) => byline);
}

export async function addHost(context: Context, input: InputOf<typeof contract.addHost>): Promise<Room> {
  return changeHosts(context, input, async (found) => {
    const room = requireHost(context.actor, found);
    if (isHostOf(room, input.personId)) return null;
    if (room.hosts.length >= roomLimits.hosts)
      throw roomError('too-many-hosts', { params: { most: roomLimits.hosts } });
    const [host] = await readHosts([input.personId], room.readers);
    if (!host) throw commonError('invalid-input', { fields: { personId: 'unknown' } });
    return changed({ room: { ...fieldsOf(room), hosts: [...room.hosts, host] } });
  });
}

export async function removeHost(context: Context, input: InputOf<typeof contract.removeHost>): Promise<Room> {
  const { actor } = requirePerson(context);
  return changeHosts(context, input, (found) => {
    const room = requireRoom(actor, found);
    if (!mayTakeOffHosts(actor, room)) throw commonError('not-allowed');
    if (!isHostOf(room, input.personId)) return null;
    const hosts = room.hosts.filter(({ personId }) => personId !== input.personId);
    if (hosts.length === 0 && actor.role !== 'admin') throw roomError('last-host');
    return changed({ room: { ...fieldsOf(room), hosts } });
  });
}

function isHostOf({ hosts }: RoomRecord, id: PersonId): boolean {
  return hosts.some(({ personId }) => personId === id);
}

/** A repeated command publishes the change of rights again: its first try may have died before it could. */
async function changeHosts(
  context: Context,
  { roomId, personId }: { roomId: string; personId: PersonId },
  change: (room: RoomRecord | null) => RoomData | null | Promise<RoomData | null>,
): Promise<Room> {
  requirePerson(context);
  const event = await commitAs(context, rooms, roomId, async (found) => {
    const data = await change(found);
    if (data && found) await noteForHosts(context, found, personId);
    return data;
  });
  if (!event) return presentRoom(requireRoom(context.actor, await findRoom(roomId)));
  context.services.streams.pubSub.publish({ kind: 'access', personId });
  return presentRoomAfter(roomId, event);
}
