import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownDatabase } from '../../support/database.ts';

export interface ScratchStore {
  readonly uri: string;
  /** The database that belongs to the test. */
  readonly database: string;
  close(): Promise<void>;
}

/** A store in a folder of its own under the temp folder, or a database of the MongoDB that is given; removed when it closes. */
export async function openScratchStore(): Promise<ScratchStore> {
  const own = ownDatabase();
  if (own) return { uri: own.uri, database: own.name, close: own.drop };
  const { startEmbedded } = await import('../../../server/src/embedded/index.ts');
  const dir = await mkdtemp(join(tmpdir(), 'hearth-store-'));
  const store = await startEmbedded({ dir });
  const close = async (): Promise<void> => {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { uri: store.uri, database: 'probe', close };
}
