import {
  fileId as fileIdSchema,
  type AttachedFile,
  type AttachedPicture,
  type FileUse,
  type PostedFile,
} from '@hearth/shared/files/entity';
import { fileNameFor } from '@hearth/shared/files/file-name';
import type { FileKind } from '@hearth/shared/files/kinds';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { claimFiles } from './claiming.ts';
import { largestOf } from './present.ts';
import { removeFile, removeLater } from './removing.ts';
import { freeFrom, giveTo, moveTo, type FileRecord } from './store.ts';

/** What is kept of a picture that stands below words: of a post, of an answer. */
export interface AttachedRecord {
  readonly fileId: string;
  /** Of the largest form, upright. */
  readonly width: number;
  readonly height: number;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
}

/** The same of a file. */
export interface AttachedFileRecord {
  readonly fileId: string;
  /** What it is called here, and where it is saved. */
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
}

/** What stands below words; what is missing stays as it is. */
export interface Given {
  readonly pictures?: readonly AttachedPicture[] | undefined;
  readonly files?: readonly AttachedFile[] | undefined;
  /** What files may have been sent for; an `attachment` where nothing is said. */
  readonly uses?: readonly FileUse[];
}
export interface Attached {
  readonly pictures?: readonly AttachedRecord[];
  readonly files?: readonly AttachedFileRecord[];
}

/**
 * What words are to have below them, or the refusal of what is not the caller's to give. What was there `before` stays without a
 * question; what does not stay is dropped after the event ({@link dropFiles}).
 */
export async function attachedFor(context: Context, given: Given, before: Attached = {}): Promise<Attached> {
  const all = [...(given.pictures ?? []), ...(given.files ?? [])];
  if (new Set(all.map(({ fileId }) => fileId)).size < all.length) throw commonError('invalid-input');
  const isNew = (held: readonly HasFile[] | undefined) => (one: HasFile) =>
    !held?.some(({ fileId }) => fileId === one.fileId);
  const claimed = await claimFiles(context, [
    ...(given.pictures ?? []).filter(isNew(before.pictures)).map(({ fileId: id }) => ({ id, use: 'picture' as const })),
    ...(given.files ?? [])
      .filter(isNew(before.files))
      .map(({ fileId: id }) => ({ id, use: given.uses ?? ['attachment'] })),
  ]);
  const gone = [
    ...(given.pictures ? (before.pictures ?? []).filter(isNew(given.pictures)) : []),
    ...(given.files ? (before.files ?? []).filter(isNew(given.files)) : []),
  ];
  await willDrop(
    context,
    gone.map(({ fileId }) => fileId),
  );
  return {
    ...(given.pictures && { pictures: given.pictures.map((one) => pictureOf(one, claimed, before.pictures)) }),
    ...(given.files && { files: given.files.map((one) => fileOf(one, claimed, before.files)) }),
  };
}

function pictureOf(
  { fileId, alt }: AttachedPicture,
  claimed: readonly FileRecord[],
  before: Attached['pictures'],
): AttachedRecord {
  const file = claimed.find(({ _id }) => _id === fileId);
  const sized = file ? largestOf(file) : before?.find((one) => one.fileId === fileId);
  if (!sized) throw commonError('no-such-thing');
  return { fileId, width: sized.width, height: sized.height, alt };
}

function fileOf(
  { fileId, name }: AttachedFile,
  claimed: readonly FileRecord[],
  before: Attached['files'],
): AttachedFileRecord {
  const file = claimed.find(({ _id }) => _id === fileId) ?? before?.find((one) => one.fileId === fileId);
  if (!file?.kind) throw commonError('no-such-thing');
  return { fileId, name: fileNameFor(name || file.name, file.kind), kind: file.kind, size: file.size };
}

/** The same where pictures alone may stand. */
export async function picturesFor(
  context: Context,
  attached: readonly AttachedPicture[],
  before: readonly AttachedRecord[] = [],
): Promise<readonly AttachedRecord[]> {
  const { pictures = [] } = await attachedFor(context, { pictures: attached }, { pictures: before });
  return pictures;
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

type HasFile = Pick<AttachedRecord, 'fileId'>;

/** Part of what follows from an event, and may be repeated. */
export async function giveFiles(subject: string, pictures: readonly HasFile[] = []): Promise<void> {
  await Promise.all(pictures.map(({ fileId }) => giveFile(fileId, subject)));
}

/** They belong to something else from here on. Harmless when it is done again. */
export async function moveFiles(from: string, to: string, pictures: readonly HasFile[]): Promise<void> {
  await Promise.all(pictures.map(({ fileId }) => moveTo(fileId, from, to)));
}

/** For a command that makes them part of something else, at once; where it does not, they are given back ({@link giveFiles}). */
export async function freeFiles(from: string, pictures: readonly HasFile[]): Promise<void> {
  await Promise.all(pictures.map(({ fileId }) => freeFrom(fileId, from)));
}

/** Those that stand there no more. */
export async function dropFiles(
  services: Pick<Services, 'blobs' | 'clock'>,
  subject: string,
  pictures: readonly HasFile[] = [],
  kept: readonly HasFile[] = [],
): Promise<void> {
  const gone = pictures.filter(({ fileId }) => !kept.some((one) => one.fileId === fileId));
  await Promise.all(gone.map(({ fileId }) => dropFile(services, fileId, subject)));
}

/** As whoever wrote the words gave them. */
export function attachedOf(pictures: readonly AttachedRecord[] = []): AttachedPicture[] {
  return pictures.map(({ fileId: id, alt }) => ({ fileId: fileIdSchema.parse(id), alt }));
}

/** The same of files, each with the name it stands with. */
export function attachedFilesOf(files: readonly AttachedFileRecord[] = []): AttachedFile[] {
  return files.map(({ fileId: id, name }) => ({ fileId: fileIdSchema.parse(id), name }));
}

export function postedFilesOf(files: readonly AttachedFileRecord[] = []): PostedFile[] {
  return files.map(({ fileId: id, name, kind, size }) => ({ fileId: fileIdSchema.parse(id), name, kind, size }));
}
