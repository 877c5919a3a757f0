import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Context } from '../../request/context.ts';
import type { Blobs } from '../../platform/blobs.ts';
import { wordsKey } from './looking.ts';
import { formKey } from './making.ts';
import { removeLater } from './removing.ts';
import { requireRoom } from './service.ts';
import { findFile, insertFile, type FileRecord } from './store.ts';

interface Copied {
  readonly ownerId: string;
  /** What is about to have it, `kind:id`. */
  readonly subject: string;
}

/**
 * The same bytes once more, for something else: from then on each of the two is deleted with what it belongs to. In the decision
 * on the event that names it, which may be made again; where the event does not come, the copy is deleted some minutes later.
 */
export async function copyFile(context: Context, id: string, { ownerId, subject }: Copied): Promise<FileRecord> {
  const { services, commandId } = context;
  const { blobs, clock } = services;
  const file = await findFile(id);
  if (file?.state !== 'ready') throw commonError('no-such-thing');
  const copyId = randomBytes(8).toString('hex');
  const [forms, pieces] = [file.forms.map(({ width }) => formKey(id, width)), file.pieces.map(({ key }) => key)];
  const bytes = [...file.forms, ...file.pieces].reduce((sum, { size }) => sum + size, 0);
  await requireRoom(context, { use: file.use, size: bytes });
  await removeLater(services, [copyId], idFrom(commandId));
  // A picture is no longer in the pieces it came in, nor a file in forms.
  const words = file.words ? [wordsKey(id)] : [];
  for (const key of [...forms, ...pieces, ...words]) await copyBlob(blobs, key, movedTo(copyId, key));
  const { _id, claim: _claim, ...same } = file;
  const kept = { pieces: file.pieces.map(({ key, size }) => ({ key: movedTo(copyId, key), size })) };
  const copy: FileRecord = { ...same, ...kept, _id: copyId, ownerId, subject, at: clock.now() };
  if (!(await insertFile(copy))) throw commonError('busy');
  return copy;
}

function movedTo(copyId: string, key: string): string {
  return `${copyId}/${key.slice(key.indexOf('/') + 1)}`;
}

async function copyBlob(blobs: Blobs, from: string, to: string): Promise<void> {
  const read = await blobs.read(from);
  // Deleted at this moment.
  if (!read) throw commonError('no-such-thing');
  await blobs.put(to, await buffer(read));
}
