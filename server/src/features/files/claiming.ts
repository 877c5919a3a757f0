import type { FileUse } from '@hearth/shared/files/entity';
import { fileError } from '@hearth/shared/files/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { personIdOf, type Context, type Reader } from '../../request/context.ts';
import { claimFile, findFile, releaseFiles, type FileRecord } from './store.ts';

export interface Wanted {
  readonly id: string;
  readonly use: FileUse | readonly FileUse[];
}

/** Longer than a commit takes. Whoever died in between has the same command sent again, and that has the claim still. */
const CLAIM_MS = 120_000;

/**
 * Files that their sender now makes part of something, or the refusal: in the decision on the event that names them, which
 * may be made again. Until the event is there the command has a claim on them, so that of two at once one is refused, and
 * nobody deletes them meanwhile; it has all of them or none. Afterwards each is given to what it belongs to (`giveFile`), in
 * a projection or reaction, which may be repeated.
 */
export async function claimFiles(
  { actor, services, commandId }: Reader & Pick<Context, 'commandId'>,
  wanted: readonly Wanted[],
): Promise<FileRecord[]> {
  const ownerId = personIdOf(actor);
  if (ownerId === null) throw commonError('no-such-thing');
  const files = await Promise.all(wanted.map((one) => requireFile(ownerId, one)));
  const by = idFrom(commandId);
  const now = services.clock.now();
  const claim = { by, until: new Date(now.getTime() + CLAIM_MS) };
  const claimed = await Promise.all(files.map(({ _id }) => claimFile({ _id, ownerId }, claim, now)));
  if (claimed.includes(false)) {
    await releaseFiles(
      files.map(({ _id }) => _id),
      by,
    );
    throw fileError('file-in-use');
  }
  return files;
}

/** The same files, or the same refusal, of what is only looked at as yet: nobody has a claim on them by it. */
export async function lookAtFiles({ actor }: Reader, wanted: readonly Wanted[]): Promise<FileRecord[]> {
  const ownerId = personIdOf(actor);
  if (ownerId === null) throw commonError('no-such-thing');
  return Promise.all(wanted.map((one) => requireFile(ownerId, one)));
}

async function requireFile(ownerId: string, { id, use }: Wanted): Promise<FileRecord> {
  const file = await findFile(id);
  if (!file || ![use].flat().includes(file.use) || file.ownerId !== ownerId) throw commonError('no-such-thing');
  if (file.subject !== null) throw fileError('file-in-use');
  if (file.state !== 'ready') throw fileError('file-not-ready');
  return file;
}
