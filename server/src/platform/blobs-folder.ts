import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isGroup, requireGroup, requireKey, type Blobs, type ByteRange } from './blobs.ts';
import { codeOf } from './error-code.ts';
import { flushFolder } from './flush-folder.ts';

/** What is read of a file at once: few turns of the event loop for a film, and little held for whoever reads it slowly. */
const AT_ONCE = 256 * 1024;

/** Blobs as files: `<folder>/<first two signs of the group>/<group>/<name>`, their owner's alone. */
export class FolderBlobs implements Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(requireKey(key));
    try {
      await this.#write(path, bytes);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      // The group was removed at that very moment.
      await this.#write(path, bytes);
    }
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const folder = dirname(path);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    const fresh = join(folder, `.${randomUUID()}`);
    try {
      const handle = await open(fresh, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(fresh, path);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
    await flushFolder(folder);
    if (made !== undefined) for (const above of foldersFrom(dirname(made), folder)) await flushFolder(above);
  }

  async read(key: string, range?: ByteRange): Promise<Readable | null> {
    const handle = await open(this.#pathOf(requireKey(key)), 'r').catch(nullIfMissing);
    return handle && handle.createReadStream({ start: range?.first, end: range?.last, highWaterMark: AT_ONCE });
  }

  async remove(key: string): Promise<void> {
    const path = this.#pathOf(requireKey(key));
    await unlink(path).catch(nullIfMissing);
    // The last one of a group leaves no folder behind; one that holds anything stays.
    await rmdir(dirname(path)).catch(() => {});
  }

  async removeGroup(group: string): Promise<void> {
    await rm(this.#folderOf(requireGroup(group)), { recursive: true, force: true, maxRetries: 10 });
  }

  async *groups(): AsyncGenerator<string> {
    for (const start of await names(this.#folder))
      for (const name of await names(join(this.#folder, start))) if (isGroup(name)) yield name;
  }

  async room(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  close(): void {}

  #folderOf(group: string): string {
    return join(this.#folder, group.slice(0, 2), group);
  }

  #pathOf(key: string): string {
    const [group = '', name = ''] = key.split('/');
    return join(this.#folderOf(group), name);
  }
}

/** The folders that got a new name in them: from the one that was there before down to the last but one. */
function foldersFrom(top: string, bottom: string): string[] {
  const above: string[] = [];
  for (let at = dirname(bottom); at.length >= top.length; at = dirname(at)) {
    above.push(at);
    if (at === top) break;
  }
  return above;
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? [];
}

function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}
