import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ScratchStore {
  readonly uri: string;
  close(): Promise<void>;
}

/** A store in a folder of its own under the temp folder, removed when it closes. */
export async function openScratchStore(): Promise<ScratchStore> {
  const elsewhere = process.env.STORE_URI;
  if (elsewhere) return { uri: elsewhere, close: () => Promise.resolve() };
  const { startEmbedded } = await import('../../../server/src/embedded/index.ts');
  const dir = await mkdtemp(join(tmpdir(), 'hearth-store-'));
  const store = await startEmbedded({ dir });
  const close = async (): Promise<void> => {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { uri: store.uri, close };
}
