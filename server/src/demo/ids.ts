import { createHash } from 'node:crypto';
import { commandId, personId, type CommandId, type PersonId } from '@hearth/shared/kernel/ids';
import { idFrom } from '@hearth/shared/kernel/id-from';

/** The id of a demo person, the same in every demo network. */
export function personIdOfKey(key: string): PersonId {
  return personId.parse(idFrom(commandIdOf(`person ${key}`)));
}

/** A version 4 UUID in form, made from words instead of chance. */
export function commandIdOf(what: string): CommandId {
  const hex = createHash('sha256').update(`hearth demo ${what}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return commandId.parse(parts.join('-'));
}
