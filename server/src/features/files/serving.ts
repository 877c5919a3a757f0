import { stranger } from '@hearth/shared/kernel/access';
import type { StoredBytes } from '../../request/bytes.ts';
import { personIdOf, type Reader } from '../../request/context.ts';
import type { FileSubject } from '../file-subject.ts';
import { formKey } from './making.ts';
import { formFor } from './present.ts';
import { findFile, type FileRecord } from './store.ts';

export type Subjects = ReadonlyMap<string, FileSubject>;

/** A file's form for this reader. Who may see it is asked of whatever it belongs to, each time. */
export async function findForm(subjects: Subjects, reader: Reader, id: string, width: string) {
  const file = await findFile(id);
  if (!file || file.state !== 'ready' || !/^\d{1,5}$/.test(width)) return null;
  const form = formFor(file, Number(width));
  if (!form || !(await maySee(subjects, reader, file))) return null;
  const { blobs } = reader.services;
  const stored: StoredBytes = {
    size: form.size,
    type: 'image/webp',
    tag: form.sha256.slice(0, 32),
    // What it was called on the sender's device may say more of them than they meant to show: others never learn it.
    name: 'picture.webp',
    isPublic: await maySee(subjects, { ...reader, actor: stranger }, file),
    read: (range) => blobs.read(formKey(id, form.width), range),
  };
  return stored;
}

async function maySee(subjects: Subjects, reader: Reader, { subject, ownerId }: FileRecord): Promise<boolean> {
  if (subject === null) return ownerId !== null && ownerId === personIdOf(reader.actor);
  const end = subject.indexOf(':');
  const its = subjects.get(subject.slice(0, end));
  return its !== undefined && its.mayRead(reader, subject.slice(end + 1));
}
