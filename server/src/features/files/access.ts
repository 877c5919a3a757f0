import { fileError } from '@hearth/shared/files/errors';
import type { FileUse } from '@hearth/shared/files/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { personIdOf, type Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { formKey } from './making.ts';
import { largestOf } from './present.ts';
import { removeFile } from './removing.ts';
import { findFile, giveTo, insertFile, type FileRecord, type FormRecord } from './store.ts';

/** What other features may use of this one. */

export interface TakenFile {
  readonly id: string;
  /** Of the largest form, upright. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/**
 * A file that its sender now makes part of something, or the refusal: before the commit that names it. Afterwards it is
 * given to what it belongs to ({@link giveFile}), in a projection or reaction, which may be repeated.
 */
export async function requireFile({ actor }: Reader, id: string, use: FileUse): Promise<TakenFile> {
  const file = await findFile(id);
  if (!file || file.use !== use || file.ownerId === null || file.ownerId !== personIdOf(actor))
    throw commonError('no-such-thing');
  if (file.subject !== null) throw fileError('file-in-use');
  const largest = file.state === 'ready' ? largestOf(file) : undefined;
  if (!largest) throw fileError('file-not-ready');
  return { id, width: largest.width, height: largest.height, alt: file.alt };
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

/** From here on whoever may read the subject (`kind:id`) may see it. False where it belongs to something else, or is gone. */
export async function giveFile(id: string, subject: string): Promise<boolean> {
  return giveTo(id, subject);
}

/** It is no part of this any more, and is deleted. Harmless when it is done again. */
export async function dropFile(services: Pick<Services, 'blobs'>, id: string, subject: string): Promise<void> {
  await removeFile(services, id, { subject });
}
