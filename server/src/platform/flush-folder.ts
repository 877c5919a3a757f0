import { open } from 'node:fs/promises';

/** When this is done, what a folder's files are called is on disk too, and not only what is in them. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows has no such thing as flushing a folder.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
