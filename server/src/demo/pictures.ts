import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileId, type FileId, type FileUse } from '@hearth/shared/files/entity';
import type { FileKind } from '@hearth/shared/files/kinds';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { personIdOf } from '../request/context.ts';
import { putMade, putWhole } from '../features/files/access.ts';
import { set } from '../features/photos/service.ts';
import type { Filling } from './filling.ts';
import { commandIdOf } from './ids.ts';

const FACE = { width: 256, height: 256 } as const;

interface Drawn {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

/** Some of the demo people have a face; it is as old as they are there. */
export async function fillPhotos({ network, as }: Filling): Promise<void> {
  for (const { key, photo } of network.people) {
    if (!photo) continue;
    const context = as(key, 0, `photo of ${key}`);
    await set(context, { fileId: await drawn(context, { file: `${key}.webp`, ...FACE }, 'photo') });
  }
}

type Giving = ReturnType<Filling['as']>;

/** A picture of the demo's own, as a file of whoever gives it: drawn by us, in the one form it is kept in. */
export async function drawn(giving: Giving, picture: Drawn, use: FileUse): Promise<FileId> {
  return put(giving, picture, use, personIdOf(giving.actor));
}

/** The same, of another site's. */
export async function drawnElsewhere(giving: Giving, picture: Drawn): Promise<FileId> {
  return put(giving, picture, 'picture', null);
}

/** A document or film of the demo's own, or captions, made by us. */
export async function written(
  { services, actor }: Giving,
  { file, name, kind }: { readonly file: string; readonly name: string; readonly kind: FileKind },
): Promise<FileId> {
  const bytes = await readFile(new URL(`network/files/${file}`, import.meta.url));
  const id = fileId.parse(idFrom(commandIdOf(`file ${file}`)));
  await putWhole(services, { id, ownerId: personIdOf(actor), name, kind, use: useOf(kind) }, bytes);
  return id;
}

function useOf(kind: FileKind): FileUse {
  if (kind === 'vtt') return 'captions';
  return kind === 'mp4' || kind === 'webm' ? 'video' : 'attachment';
}

async function put(
  { services }: Giving,
  { file, width, height }: Drawn,
  use: FileUse,
  ownerId: string | null,
): Promise<FileId> {
  const bytes = await readFile(new URL(`network/pictures/${file}`, import.meta.url));
  const id = fileId.parse(idFrom(commandIdOf(`picture ${file}`)));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const made = { id, ownerId, use, name: file };
  await putMade(services, made, { width, height, size: bytes.length, sha256 }, bytes);
  return id;
}
