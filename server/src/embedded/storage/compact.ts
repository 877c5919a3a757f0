import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from './database.ts';
import { storeFile } from './files.ts';

/**
 * Writes a store anew without the room that deleted documents left, and without what was in it. Needs as much free room as the documents have; if
 * that is not there nothing changes. The store must not be in use. Sizes are in bytes.
 */
export function compactStore({ dir }: { dir: string }): { before: number; after: number } {
  const file = join(dir, storeFile);
  const before = statSync(file).size;
  const database = new Database(file);
  try {
    database.compact();
  } finally {
    database.close();
  }
  return { before, after: statSync(file).size };
}
