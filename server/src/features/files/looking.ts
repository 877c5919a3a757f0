import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { FileHint } from '@hearth/shared/files/hints';
import { isOffice } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Blobs } from '../../platform/blobs.ts';
import type { Services } from '../../services.ts';
import type { FileRecord } from './model.ts';
import { lookIntoOffice } from './office-looking.ts';
import { lookIntoPdf } from './pdf.ts';
import { bytesOf } from './pieces.ts';
import { findFile, noteLooked, readToLook } from './store.ts';
import { textOf } from './text-of.ts';
import { Words } from './words.ts';

const looked = z.object({ fileId: z.string() });

/**
 * Looks into a file that anybody may have already: what its owner could mend in it, and which words it has, for finding it.
 * Nothing waits for it.
 */
export const lookAtFile: Job<z.infer<typeof looked>> = {
  name: 'file.look',
  input: looked,
  attempts: 5,
  atOnce: 1,
  inTurns: true,
  async run(services, { fileId }, { signal, isLast }) {
    const file = await findFile(fileId);
    if (!file?.toLook) return;
    try {
      const { hints, words } = await look(services, file, signal);
      await keep(services, file, { hints, words });
    } catch (error) {
      if (isLast && !signal.aborted) await keep(services, file, { hints: [], words: '' });
      throw error;
    }
  },
};

interface Found {
  readonly hints: readonly FileHint[];
  readonly words: string;
}

async function look({ blobs }: Services, file: FileRecord, signal: AbortSignal): Promise<Found> {
  if (file.kind === 'pdf') return lookIntoPdf(Readable.from(bytesOf(blobs, file), { objectMode: false }), signal);
  if (file.kind && isOffice(file.kind))
    return lookIntoOffice(Readable.from(bytesOf(blobs, file), { objectMode: false }), file.kind, signal);
  // What is cut off at the end is a letter at most; a megabyte of spaces has no words worth finding.
  const start = bytesOf(blobs, file, { first: 0, last: 2 * fileLimits.words - 1 });
  const words = new Words(fileLimits.words);
  words.add(textOf(await buffer(start)));
  return { hints: [], words: words.text };
}

async function keep({ blobs }: Services, { _id }: FileRecord, { hints, words }: Found): Promise<void> {
  const bytes = Buffer.from(words);
  if (bytes.length > 0) await blobs.put(wordsKey(_id), bytes);
  const isThere = await noteLooked(_id, { hints, words: bytes.length });
  // Deleted in between.
  if (!isThere && (await findFile(_id))?.state !== 'ready') await blobs.remove(wordsKey(_id));
}

/** Goes, and is copied, with the other bytes of its file. */
export function wordsKey(fileId: string): string {
  return `${fileId}/words`;
}

/** What stands in a file, for whoever makes it to be found; empty where nobody has looked yet. Who may read it is not asked here. */
export async function wordsIn(blobs: Pick<Blobs, 'read'>, { _id, words = 0 }: FileRecord): Promise<string> {
  const found = words > 0 ? await blobs.read(wordsKey(_id)) : null;
  return found ? (await buffer(found)).toString('utf8') : '';
}

/** At a time, so that files of years do not keep today's waiting. */
const SOME = 10;

/** Also those from before anybody looked, and of a process that died in between. */
export async function recoverLooking({ jobs }: Pick<Services, 'jobs'>): Promise<void> {
  for (const file of await readToLook(SOME)) await scheduleLooking({ jobs }, file);
}

export async function scheduleLooking(
  { jobs }: Pick<Services, 'jobs'>,
  { _id, ownerId }: Pick<FileRecord, '_id' | 'ownerId'>,
): Promise<void> {
  await jobs.schedule(lookAtFile, { key: _id, input: { fileId: _id }, ...(ownerId && { about: ownerId }) });
}
