import { fileError } from '@hearth/shared/files/errors';
import { fileId as fileIdSchema, type AttachedPicture, type FileUse } from '@hearth/shared/files/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { personIdOf, type Context, type Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { formKey } from './making.ts';
import { largestOf } from './present.ts';
import { removeFile, removeLater } from './removing.ts';
import {
  claimFile,
  findFile,
  giveTo,
  insertFile,
  readFilesOf,
  releaseFiles,
  type FileRecord,
  type FormRecord,
} from './store.ts';

/** What other features may use of this one. */

export interface TakenFile {
  readonly fileId: string;
  /** Of the largest form, upright. */
  readonly width: number;
  readonly height: number;
}

/** Longer than a commit takes. Whoever died in between has the same command sent again, and that has the claim still. */
const CLAIM_MS = 120_000;

/**
 * Files that their sender now makes part of something, or the refusal: in the decision on the event that names them, which
 * may be made again. Until the event is there the command has a claim on them, so that of two at once one is refused, and
 * nobody deletes them meanwhile. Afterwards each is given to what it belongs to ({@link giveFile}), in a projection or
 * reaction, which may be repeated.
 */
export async function claimFiles(
  { actor, services, commandId }: Reader & Pick<Context, 'commandId'>,
  ids: readonly string[],
  use: FileUse,
): Promise<TakenFile[]> {
  const ownerId = personIdOf(actor);
  if (ownerId === null) throw commonError('no-such-thing');
  const taken = await Promise.all(ids.map((id) => requireFile(ownerId, id, use)));
  const by = idFrom(commandId);
  const now = services.clock.now();
  const claim = { by, until: new Date(now.getTime() + CLAIM_MS) };
  const claimed = await Promise.all(ids.map((_id) => claimFile({ _id, ownerId }, claim, now)));
  if (claimed.includes(false)) {
    await releaseFiles(ids, by);
    throw fileError('file-in-use');
  }
  return taken;
}

async function requireFile(ownerId: string, id: string, use: FileUse): Promise<TakenFile> {
  const file = await findFile(id);
  if (file?.use !== use || file.ownerId !== ownerId) throw commonError('no-such-thing');
  if (file.subject !== null) throw fileError('file-in-use');
  const largest = file.state === 'ready' ? largestOf(file) : undefined;
  if (!largest) throw fileError('file-not-ready');
  return { fileId: id, width: largest.width, height: largest.height };
}

/** A picture that needs no making: the demo's own. Harmless when it is done again. */
export async function putMade(
  { blobs, clock }: Pick<Services, 'blobs' | 'clock'>,
  { id, ...file }: Pick<FileRecord, 'ownerId' | 'use' | 'name'> & { readonly id: string },
  form: FormRecord,
  bytes: Uint8Array,
): Promise<void> {
  await blobs.put(formKey(id, form.width), bytes);
  const { size, sha256 } = form;
  const whole = { size, received: size, sha256, forms: [form], pieces: [], isWaiting: false, reason: null };
  await insertFile({ _id: id, subject: null, alt: '', at: clock.now(), state: 'ready', ...file, ...whole });
}

/** From here on whoever may read the subject (`kind:id`) may see it. Harmless when it is done again. */
export async function giveFile(id: string, subject: string): Promise<void> {
  await giveTo(id, subject);
}

/** Before the event by which things have these files no more; {@link dropFile} follows it. */
export async function willDrop(
  { services, commandId }: { readonly services: Services; readonly commandId: string },
  ids: readonly string[],
): Promise<void> {
  await removeLater(services, ids, idFrom(commandId));
}

/** It is no part of this any more, and is deleted. Harmless when it is done again. */
export async function dropFile(
  services: Pick<Services, 'blobs' | 'clock'>,
  id: string,
  subject: string,
): Promise<void> {
  await removeFile(services, id, { subject });
}

/** Somebody's files that belong to something of this kind, and what behind the colon says of which. */
export async function filesIn(
  ownerId: string,
  kind: string,
): Promise<{ readonly fileId: string; readonly id: string }[]> {
  const found = await readFilesOf(ownerId);
  return found.flatMap(({ _id, subject }) =>
    subject?.startsWith(`${kind}:`) ? [{ fileId: _id, id: subject.slice(kind.length + 1) }] : [],
  );
}

/** What is kept of a picture that stands below words: of a post, of an answer. */
export interface AttachedRecord {
  readonly fileId: string;
  /** Of the largest form, upright. */
  readonly width: number;
  readonly height: number;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
}

/**
 * The pictures that words are to have, or the refusal of one that is not the caller's to give. Those that are there `before`
 * stay without a question; those that do not are dropped after the event ({@link dropPictures}).
 */
export async function picturesFor(
  context: Context,
  attached: readonly AttachedPicture[],
  before: readonly AttachedRecord[] = [],
): Promise<AttachedRecord[]> {
  if (new Set(attached.map(({ fileId }) => fileId)).size < attached.length) throw commonError('invalid-input');
  const added = attached.filter(({ fileId }) => !before.some((one) => one.fileId === fileId));
  const claimed = await claimFiles(
    context,
    added.map(({ fileId }) => fileId),
    'picture',
  );
  const gone = before.filter(({ fileId }) => !attached.some((one) => one.fileId === fileId));
  await willDrop(
    context,
    gone.map(({ fileId }) => fileId),
  );
  const all = [...before, ...claimed];
  return attached.flatMap(({ fileId, alt }) =>
    all.filter((one) => one.fileId === fileId).map(({ width, height }) => ({ fileId, width, height, alt })),
  );
}

/** Part of what follows from an event, and may be repeated. */
export async function givePictures(subject: string, pictures: readonly AttachedRecord[] = []): Promise<void> {
  await Promise.all(pictures.map(({ fileId }) => giveFile(fileId, subject)));
}

/** Those that stand there no more. */
export async function dropPictures(
  services: Pick<Services, 'blobs' | 'clock'>,
  subject: string,
  pictures: readonly AttachedRecord[] = [],
  kept: readonly Pick<AttachedRecord, 'fileId'>[] = [],
): Promise<void> {
  const gone = pictures.filter(({ fileId }) => !kept.some((one) => one.fileId === fileId));
  await Promise.all(gone.map(({ fileId }) => dropFile(services, fileId, subject)));
}

/** As whoever wrote the words gave them. */
export function attachedOf(pictures: readonly AttachedRecord[] = []): AttachedPicture[] {
  return pictures.map(({ fileId: id, alt }) => ({ fileId: fileIdSchema.parse(id), alt }));
}
