import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileHint } from '@hearth/shared/files/hints';
import type { FileKind } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Services } from '../../services.ts';
import { collectUnused } from './collecting.ts';
import { formKey } from './making.ts';
import { makeForms } from './pictures.ts';
import { bytesOf } from './pieces.ts';
import { faultOf } from './sniff.ts';
import { findFile, insertFile, readFilesOf, readIdsAt, type FileRecord, type FormRecord } from './store.ts';

/** What other features may use of this one. */

export {
  attachedFilesOf,
  attachedFor,
  attachedOf,
  dropFile,
  dropFiles,
  freeFiles,
  giveFile,
  giveFiles,
  moveFiles,
  picturesFor,
  postedFilesOf,
  willDrop,
  type AttachedFileRecord,
  type AttachedRecord,
} from './attached.ts';
export { claimFiles, lookAtFiles } from './claiming.ts';
export { largestOf } from './present.ts';
export type { FileRecord } from './store.ts';
export { copyFile } from './copying.ts';

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

/** The same of a file that stays as it is. Nobody looks into it: it is the demo's own. */
export async function putWhole(
  { blobs, clock }: Pick<Services, 'blobs' | 'clock'>,
  { id, ...file }: Pick<FileRecord, 'ownerId' | 'name' | 'use'> & { readonly id: string; readonly kind: FileKind },
  bytes: Uint8Array,
): Promise<void> {
  const key = `${id}/piece-0`;
  await blobs.put(key, bytes);
  const [size, sha256] = [bytes.length, createHash('sha256').update(bytes).digest('hex')];
  const whole = { size, received: size, sha256, forms: [], pieces: [{ key, size }], isWaiting: false, reason: null };
  const ready = { subject: null, alt: '', at: clock.now(), state: 'ready' } as const;
  await insertFile({ _id: id, ...ready, ...file, ...whole });
}

/** A picture of another site, made anew. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Wide enough for a card beside words, on a fine screen too. */
const SMALL = 480;

/** Null where it is none that is taken here. */
export async function smallPicture(bytes: Uint8Array, signal: AbortSignal): Promise<SmallPicture | null> {
  if (faultOf(bytes)) return null;
  const outcome = await makeForms(Readable.from([bytes]), { widths: [SMALL] }, signal);
  return 'forms' in outcome ? (outcome.forms.at(-1) ?? null) : null;
}

const HOUR_MS = 3_600_000;

/** A file of nobody's, until it is given to something; deleted where that does not happen. Harmless when it is done again. */
export async function putFetched(services: Services, id: string, picture: SmallPicture): Promise<void> {
  const { width, height, bytes } = picture;
  const at = new Date(services.clock.now().getTime() + fileLimits.keptHours * HOUR_MS);
  await services.jobs.schedule(collectUnused, { key: id, input: { fileId: id }, at });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const form = { width, height, size: bytes.length, sha256 };
  await putMade(services, { id, ownerId: null, use: 'picture', name: '' }, form, bytes);
}

/** What could be mended in each of these; those in which there is nothing are left out. For their owner, and whoever looks after them. */
export async function hintsIn(ids: readonly string[]): Promise<{ readonly id: string; readonly hints: FileHint[] }[]> {
  const found = await Promise.all(ids.map((id) => findFile(id)));
  return found.flatMap((file) => (file?.hints?.length ? [{ id: file._id, hints: [...file.hints] }] : []));
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

/** Which files belong to this (`kind:id`), whether it has them still or not. */
export async function filesAt(subject: string): Promise<{ readonly fileId: string }[]> {
  return (await readIdsAt(subject)).map((id) => ({ fileId: id }));
}

/** A text, a piece at a time; ends where it is gone. */
export async function* textIn({ blobs }: Pick<Services, 'blobs'>, id: string): AsyncGenerator<string> {
  const file = await findFile(id);
  if (file?.state !== 'ready') return;
  const decoder = new TextDecoder();
  for await (const bytes of bytesOf(blobs, file)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}
