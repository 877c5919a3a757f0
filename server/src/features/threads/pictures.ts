import { fileId, type AttachedPicture } from '@hearth/shared/files/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Context, Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { mayReadBoard } from '../boards/access.ts';
import type { FileSubject } from '../file-subject.ts';
import { claimFiles, dropFile, giveFile } from '../files/access.ts';
import type { PostPicture, PostRecord } from './model.ts';
import { findPost, findThread } from './store.ts';

/** Whoever may read a post may see its pictures: while it is deleted nobody does, and once it is back they are too. */
export const postPictures: FileSubject = {
  kind: 'post',
  staysWithWords: true,
  async mayRead(reader: Reader, id: string) {
    const [threadId = '', no] = id.split('/');
    const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, Number(no))]);
    return thread !== null && post?.deletedAt === null && (await mayReadBoard(reader, thread.boardId));
  },
};

/**
 * The pictures that a post is to have, or the refusal of one that is not the caller's to give. Those that are there `before`
 * stay without a question.
 */
export async function picturesFor(
  context: Context,
  attached: readonly AttachedPicture[],
  before: readonly PostPicture[] = [],
): Promise<PostPicture[]> {
  if (new Set(attached.map(({ fileId }) => fileId)).size < attached.length) throw commonError('invalid-input');
  const added = attached.filter(({ fileId }) => !before.some((one) => one.fileId === fileId));
  const claimed = await claimFiles(
    context,
    added.map(({ fileId }) => fileId),
    'picture',
  );
  const all = [...before, ...claimed];
  return attached.flatMap(({ fileId, alt }) =>
    all.filter((one) => one.fileId === fileId).map(({ width, height }) => ({ fileId, width, height, alt })),
  );
}

/** Part of what follows from an event, and may be repeated. */
export async function givePictures(threadId: string, { no, pictures = [] }: Pick<PostRecord, 'no' | 'pictures'>) {
  await Promise.all(pictures.map(({ fileId }) => giveFile(fileId, subjectOf(threadId, no))));
}

/** Those that stand below a post no more. */
export async function dropPictures(
  services: Pick<Services, 'blobs' | 'clock'>,
  { threadId, no, pictures = [] }: Pick<PostRecord, 'threadId' | 'no' | 'pictures'>,
  kept: readonly Pick<PostPicture, 'fileId'>[] = [],
): Promise<void> {
  const gone = pictures.filter(({ fileId }) => !kept.some((one) => one.fileId === fileId));
  await Promise.all(gone.map(({ fileId }) => dropFile(services, fileId, subjectOf(threadId, no))));
}

function subjectOf(threadId: string, no: number): string {
  return `${postPictures.kind}:${threadId}/${no}`;
}

/** As its author gave them. */
export function attachedOf({ pictures = [] }: Pick<PostRecord, 'pictures'>): AttachedPicture[] {
  return pictures.map(({ fileId: id, alt }) => ({ fileId: fileId.parse(id), alt }));
}
