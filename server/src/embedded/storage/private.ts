import { chmodSync, closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the rights of everybody but the owner are, in a mode. */
const OTHERS = 0o077;
/** Of a folder that many use, /tmp for instance. */
const STICKY = 0o1000;

/** Makes a file that only its owner may read, whatever the umask, unless there is one. */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!isThere(error)) throw error;
    narrow(file);
  }
}

/**
 * Takes a file or folder away from everybody but its owner, where an older version or a copy left it open to others. It
 * is not opened for that: to close it would release the locks that SQLite holds on it. What is somebody else's, a folder
 * that many use, and what is not there stay as they are.
 */
export function narrow(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || (found.mode & OTHERS) === 0 || (found.mode & STICKY) !== 0) return;
  if (found.uid !== process.getuid?.()) return;
  chmodSync(path, found.mode & ~OTHERS);
}

/** The same with a folder and every file in it. */
export function narrowFolder(folder: string): void {
  narrow(folder);
  for (const name of readdirSync(folder)) narrow(join(folder, name));
}

function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
