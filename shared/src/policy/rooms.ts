import type { QuestionStatus, RoomStatus } from '../entities/room.ts';
import type { PersonId } from '../ids.ts';
import type { Actor } from './access.ts';

interface Hosted {
  readonly hosts: readonly { readonly personId: PersonId }[];
}

/** Hosts of the room, and admins. */
export function mayHost(actor: Actor, room: Hosted): boolean {
  if (actor.kind !== 'person') return false;
  return actor.role === 'admin' || room.hosts.some((host) => host.personId === actor.id);
}

/** Questions may be asked from the day a room is announced until it ends. */
export function isAskingOpen(status: RoomStatus): boolean {
  return status !== 'ended';
}

/** Votes count while a question still waits or is being answered. */
export function isVotingOpen(status: QuestionStatus): boolean {
  return status === 'open' || status === 'answering';
}

/** Everyone sees these; hosts see all but what its asker took back. */
export function isPublic(status: QuestionStatus): boolean {
  return status === 'open' || status === 'answering' || status === 'answered';
}
