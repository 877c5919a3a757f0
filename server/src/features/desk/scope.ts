import { ALL } from '@hearth/shared/desk/kinds';
import { mayOn } from '@hearth/shared/boards/policy';
import { isStaff, type Actor } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { personId } from '@hearth/shared/kernel/ids';
import type { Reader } from '../../request/context.ts';
import { allBoards, boardsWith, rightsOf, type BoardRecord } from '../boards/access.ts';

/** What somebody may see of the desk at this moment. */
export interface Scope {
  /** The stream that goes with it. */
  readonly id: string;
  readonly boards: readonly BoardRecord[];
  /** With what belongs to no board: rooms, people, groups. */
  readonly isAll: boolean;
}

/** A moderator without any group: what they moderate, all staff moderate. */
const anyModerator: Actor = { kind: 'person', id: personId.parse('0'.repeat(16)), role: 'moderator', groups: [] };

export function isForAllStaff(board: BoardRecord): boolean {
  return mayOn(anyModerator, rightsOf(board), 'moderate');
}

/**
 * All of it is what all staff may see: a board that some of them moderate through a group alone has its own desk, since
 * everybody who follows a stream gets the same. Null where there is no such desk for somebody.
 */
export async function findScope(reader: Reader, boardId: string | undefined): Promise<Scope | null> {
  if (boardId !== undefined) {
    const board = (await boardsWith(reader, 'moderate')).find(({ _id }) => _id === boardId);
    return board ? { id: boardId, boards: [board], isAll: false } : null;
  }
  if (!isStaff(reader.actor)) return null;
  return { id: ALL, boards: (await allBoards(reader.services)).filter(isForAllStaff), isAll: true };
}

export async function requireScope(reader: Reader, boardId: string | undefined): Promise<Scope> {
  if (reader.actor.kind !== 'person') throw commonError('sign-in-first');
  const scope = await findScope(reader, boardId);
  if (!scope) throw commonError('no-such-thing');
  return scope;
}

export async function deskAudience(reader: Reader, id: string): Promise<'moderators' | null> {
  return (await findScope(reader, id === ALL ? undefined : id)) ? 'moderators' : null;
}
