import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkStore, EmbeddedStoreError, narrowFolder, storeFile } from '../embedded/index.ts';
import { flushFolder } from '../platform/flush-folder.ts';
import type { OnProgress } from './progress.ts';

/** Refuses a folder without a store, before anything would make an empty one in it. */
export async function requireStore(folder: string): Promise<void> {
  if (!(await exists(join(folder, storeFile)))) throw new EmbeddedStoreError(`There is no store in ${folder}.`);
}

export interface Restoring {
  readonly file: string;
  readonly folder: string;
  /** Whether a store that is there already may be put aside. */
  readonly replace: boolean;
  readonly onProgress: OnProgress;
}

export interface Restored {
  readonly documents: number;
  /** Where the store went that was there before; null when there was none. */
  readonly putAside: string | null;
}

/**
 * Makes a backup the store of a folder. The copy is checked before anything is touched, and comes into place by a
 * rename: whatever happens, the folder holds the old store or the new one. Nothing is deleted.
 */
export async function restoreStore({ file, folder, replace, onProgress }: Restoring): Promise<Restored> {
  if (!(await exists(file))) throw new EmbeddedStoreError(`There is no file ${file}.`);
  const occupied = await holdsAnything(folder);
  if (occupied && !replace)
    throw new EmbeddedStoreError(`${folder} is not empty. Add --replace to put aside what is in it.`);
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  // Its owner's alone.
  const fresh = await mkdtemp(`${target}.restoring-`);
  try {
    const { documents } = await checkedCopy(file, fresh, onProgress);
    if (occupied) await requireUnused(target);
    const putAside = occupied ? `${target}.before-${new Date().toISOString().replace(/[:.]/g, '-')}` : null;
    if (putAside) narrowFolder(target);
    if (putAside) await rename(target, putAside);
    else await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
    await flushFolder(dirname(target));
    return { documents, putAside };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Throws when another process has the store open. */
async function requireUnused(folder: string): Promise<void> {
  if (await exists(join(folder, storeFile))) await checkStore({ dir: folder });
}

async function checkedCopy(file: string, folder: string, onProgress: OnProgress): Promise<{ documents: number }> {
  const copy = join(folder, storeFile);
  // Not copyFile: that gives the copy the rights of the backup.
  await pipeline(createReadStream(file), createWriteStream(copy, { flags: 'wx', mode: 0o600, flush: true }));
  const { problems, documents } = await checkStore({ dir: folder, onProgress });
  if (problems[0]) throw new EmbeddedStoreError(`${file} is damaged and was not restored: ${problems[0]}`);
  return { documents };
}

async function holdsAnything(folder: string): Promise<boolean> {
  if (!(await exists(folder))) return false;
  if (!(await stat(folder)).isDirectory()) throw new EmbeddedStoreError(`${folder} is a file; a store is a folder.`);
  return (await readdir(folder)).length > 0;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
