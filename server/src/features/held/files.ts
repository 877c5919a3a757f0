import { mayOnBoard } from '../boards/access.ts';
import { personIdOf } from '../../request/context.ts';
import type { FileSubject } from '../file-subject.ts';
import { filesIn, HELD_FILES, writtenIn } from './input.ts';
import { findHeld } from './store.ts';
import { boardOf } from './where.ts';

/** Whoever wrote it, and whoever decides about it. */
export const heldFiles: FileSubject = {
  kind: HELD_FILES,
  staysWithWords: false,
  async holds(id, fileId) {
    const record = await findHeld(id);
    return record !== null && filesIn(record).some((one) => one.fileId === fileId);
  },
  async nameOf(id, fileId) {
    const record = await findHeld(id);
    return (record && writtenIn(record).files.find((one) => one.fileId === fileId)?.name) ?? null;
  },
  async mayRead(reader, id) {
    const record = await findHeld(id);
    if (!record) return false;
    return personIdOf(reader.actor) === record.personId || mayOnBoard(reader, await boardOf(record), 'moderate');
  },
};
