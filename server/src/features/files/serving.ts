import { fileNameFor } from '@hearth/shared/files/file-name';
import { fileTypes, isPlayed } from '@hearth/shared/files/kinds';
import { stranger, type Actor } from '@hearth/shared/kernel/access';
import type { StoredBytes } from '../../request/bytes.ts';
import { personIdOf, type Reader } from '../../request/context.ts';
import { formKey } from './making.ts';
import { streamOf } from './pieces.ts';
import { formFor } from './present.ts';
import { findFile, type FileRecord } from './store.ts';
import { holderOf, type Holder, type Subjects } from './subjects.ts';

/** A file's form for this reader. Who may see it is asked of whatever it belongs to, each time. */
export async function findForm(
  subjects: Subjects,
  reader: Reader,
  id: string,
  form: string,
): Promise<StoredBytes | null> {
  const file = await findFile(id);
  if (file?.state !== 'ready') return null;
  const holder = file.subject === null ? null : await holderOf(subjects, file);
  const maySee = readersOf(reader, file, holder);
  const isWhole = form === 'download' || form === 'play';
  const stored = isWhole ? await whole(reader, file, { holder, form }) : made(reader, file, form);
  if (!stored || !(await maySee(reader.actor))) return null;
  const isStill = async () => {
    const now = await findFile(id);
    if (now?.state !== 'ready') return false;
    const its = now.subject === null ? null : await holderOf(subjects, now);
    return readersOf(reader, now, its)(reader.actor);
  };
  return { ...stored, isPublic: await maySee(stranger), isStill };
}

type Stored = Omit<StoredBytes, 'isPublic' | 'isStill'>;

/** A picture in one of the widths that we made of it. */
function made({ services: { blobs } }: Reader, file: FileRecord, width: string): Stored | null {
  const form = /^\d{1,5}$/.test(width) ? formFor(file, Number(width)) : undefined;
  if (!form) return null;
  return {
    size: form.size,
    type: 'image/webp',
    tag: form.sha256.slice(0, 32),
    // What it was called on the sender's device may say more of them than they meant to show: others never learn it.
    name: 'picture.webp',
    isSaved: false,
    read: (range) => blobs.read(formKey(file._id, form.width), range),
  };
}

interface Asked {
  readonly holder: Holder | null;
  /** To be saved, or played in the page: sound and films alone, of which browsers make nothing else. */
  readonly form: 'download' | 'play';
}

/** A file as it was sent, under the name that it stands with. */
async function whole(reader: Reader, file: FileRecord, { holder, form }: Asked): Promise<Stored | null> {
  const { blobs } = reader.services;
  const { _id, kind, sha256, size } = file;
  if (!kind || !sha256 || (form === 'play' && !isPlayed(kind) && kind !== 'vtt')) return null;
  const name = holder ? ((await holder.its.nameOf?.(holder.id, _id)) ?? '') : file.name;
  return {
    size,
    type: fileTypes[kind],
    tag: sha256.slice(0, 32),
    name: fileNameFor(name, kind),
    isSaved: form === 'download',
    read: (range) => streamOf(blobs, file, range),
    onOpened: async (from) => holder?.its.onOpened?.(reader, holder.id, from),
  };
}

function readersOf(
  reader: Reader,
  { _id, subject, ownerId }: FileRecord,
  holder: Holder | null,
): (actor: Actor) => Promise<boolean> {
  if (subject === null) return async (actor) => ownerId !== null && ownerId === personIdOf(actor);
  return async (actor) => holder !== null && holder.its.mayRead({ ...reader, actor }, holder.id, _id);
}
