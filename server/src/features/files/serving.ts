import { stranger, type Actor } from '@hearth/shared/kernel/access';
import type { StoredBytes } from '../../request/bytes.ts';
import { personIdOf, type Reader } from '../../request/context.ts';
import { formKey } from './making.ts';
import { formFor } from './present.ts';
import { findFile, type FileRecord } from './store.ts';
import { holderOf, type Subjects } from './subjects.ts';

/** A file's form for this reader. Who may see it is asked of whatever it belongs to, each time. */
export async function findForm(subjects: Subjects, reader: Reader, id: string, width: string) {
  const file = await findFile(id);
  if (!file || file.state !== 'ready' || !/^\d{1,5}$/.test(width)) return null;
  const form = formFor(file, Number(width));
  const maySee = await readersOf(subjects, reader, file);
  if (!form || !(await maySee(reader.actor))) return null;
  const { blobs } = reader.services;
  const stored: StoredBytes = {
    size: form.size,
    type: 'image/webp',
    tag: form.sha256.slice(0, 32),
    // What it was called on the sender's device may say more of them than they meant to show: others never learn it.
    name: 'picture.webp',
    isPublic: await maySee(stranger),
    read: (range) => blobs.read(formKey(id, form.width), range),
  };
  return stored;
}

async function readersOf(
  subjects: Subjects,
  reader: Reader,
  file: FileRecord,
): Promise<(actor: Actor) => Promise<boolean>> {
  const { subject, ownerId } = file;
  if (subject === null) return async (actor) => ownerId !== null && ownerId === personIdOf(actor);
  const holder = await holderOf(subjects, file);
  return async (actor) => holder !== null && holder.its.mayRead({ ...reader, actor }, holder.id);
}
