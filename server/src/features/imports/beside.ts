import { fileNameFor } from '@hearth/shared/files/file-name';
import { fileId as fileIdRule, type AttachedFile, type FileUse } from '@hearth/shared/files/entity';
import type { ImportFile, ImportState } from '@hearth/shared/imports/entity';
import { importLimits } from '@hearth/shared/imports/limits';
import { importError } from '@hearth/shared/imports/errors';
import { AppError, commonError } from '@hearth/shared/kernel/errors';
import { mayDo as mayUseLibrary } from '@hearth/shared/library/policy';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import type { FileSubject } from '../file-subject.ts';
import {
  claimFiles,
  dropFiles,
  filesAt,
  giveFiles,
  largestOf,
  lookAtFiles,
  willDrop,
  type FileRecord,
} from '../files/access.ts';
import type { Beside } from './file-shelf.ts';
import { findImport, type ImportRecord, type ImportRowRecord } from './store.ts';

const IMPORT = 'import';

export function subjectOfImport(id: string): string {
  return `${IMPORT}:${id}`;
}

/** While it is to come to the library its files are beside it. */
const COMING: readonly ImportState[] = ['checked', 'waiting', 'running'];

/** For curators, who look at what they release. */
export const importFiles: FileSubject = {
  kind: IMPORT,
  staysWithWords: false,
  async holds(id, file) {
    const found = await findImport(id);
    if (found?.state === 'reading') return found.reading?.table === file;
    return found !== null && namedIn(found).some(({ fileId }) => fileId === file) && COMING.includes(found.state);
  },
  async nameOf(id, file) {
    return (await findImport(id))?.files?.find(({ fileId }) => fileId === file)?.name ?? null;
  },
  async mayRead({ actor }) {
    return mayUseLibrary(actor, 'import');
  },
};

/** As an entry may have them. */
const USES: readonly FileUse[] = ['attachment', 'picture', 'video'];

/** What was uploaded for a table, looked at and left to its sender. */
export async function besideOf(context: Context, given: readonly AttachedFile[]): Promise<Beside[]> {
  if (new Set(given.map(({ fileId }) => fileId)).size < given.length) throw commonError('invalid-input');
  const wanted = given.map(({ fileId: id }) => ({ id, use: USES }));
  const files = await lookAtFiles(context, wanted).catch(goneToo);
  return files.map((file, n) => ({ name: given[n]?.name || file.name, part: partOf(file, given[n]?.name) }));
}

/** A day has passed, or another import has them. */
function goneToo(error: unknown): never {
  const isGone = error instanceof AppError && ['no-such-thing', 'file-in-use'].includes(error.reason);
  throw isGone ? importError('import-files') : error;
}

function partOf(file: FileRecord, given = ''): Beside['part'] {
  const { _id: fileId, kind, size, alt, name } = file;
  if (kind) return { kind: 'file', fileId, name: fileNameFor(given || name, kind), type: kind, size };
  const form = largestOf(file);
  if (!form) throw commonError('no-such-thing');
  return { kind: 'picture', fileId, width: form.width, height: form.height, alt };
}

/** What an import keeps of them. */
export function keptOf(beside: readonly Beside[], named: ReadonlySet<string>): ImportFile[] {
  return beside.map(({ name, part }) => ({
    ...{ fileId: fileIdRule.parse(part.fileId), name, isPicture: part.kind === 'picture' },
    ...{ size: part.kind === 'picture' ? 0 : part.size, isNamed: named.has(part.fileId) },
  }));
}

/** Those that rows which can come have. */
export function namedBy(rows: readonly ImportRowRecord[]): ReadonlySet<string> {
  const coming = rows.filter(({ state }) => state === 'new').flatMap(({ words }) => words.files ?? []);
  return new Set(coming.map(({ fileId }) => fileId));
}

/** A table that was uploaded, to be read: the import's own from here on, after which it is read. */
export async function requireTable(context: Context, id: string): Promise<void> {
  const [file] = await claimFiles(context, [{ id, use: 'attachment' }]).catch(goneToo);
  if (file?.kind !== 'csv' && file?.kind !== 'txt') throw importError('import-table', { params: { line: 1 } });
  if (file.size > importLimits.large)
    throw importError('import-large', { params: { most: importLimits.large / (1024 * 1024) } });
}

function namedIn({ files = [] }: ImportRecord): ImportFile[] {
  return files.filter(({ isNamed }) => isNamed);
}

/** From here on they are the import's: they wait for as long as it does. Harmless when it is done again. */
export async function giveToImport(context: Context, found: ImportRecord): Promise<void> {
  const subject = subjectOfImport(found._id);
  const held = new Set((await filesAt(subject)).map(({ fileId }) => fileId));
  const missing = namedIn(found).filter(({ fileId }) => !held.has(fileId));
  const wanted = missing.map(({ fileId: id }) => ({ id, use: USES }));
  await claimFiles(context, wanted).catch(goneToo);
  await giveFiles(subject, missing);
}

/** Before the import is one that has none any more; {@link dropBeside} follows it. */
export async function willDropBeside(context: Context, importId: string): Promise<void> {
  const files = await filesAt(subjectOfImport(importId));
  await willDrop(
    context,
    files.map(({ fileId }) => fileId),
  );
}

/** Those that did not come to the library. Harmless when it is done again. */
export async function dropBeside(services: Services, importId: string): Promise<void> {
  const subject = subjectOfImport(importId);
  await dropFiles(services, subject, await filesAt(subject));
}

const ending = z.object({ importId: z.string() });

/** Deletes the files of an import that nobody has turned for so long that the store deletes it. */
export const endImport: Job<z.infer<typeof ending>> = {
  name: 'library.import-end',
  input: ending,
  attempts: 20,
  atOnce: 1,
  async run(services, { importId }) {
    const found = await findImport(importId);
    // It was turned since, and there is another look for that.
    if (!found || found.endsAt <= services.clock.now()) await dropBeside(services, importId);
  },
};

export async function endLater({ jobs }: Services, { _id, files, reading }: ImportRecord, at: Date): Promise<void> {
  if (files?.length || reading)
    await jobs.schedule(endImport, { key: `${_id}/${at.getTime()}`, input: { importId: _id }, at });
}
