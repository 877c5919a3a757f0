import { buildIndexes, type Store } from '../platform/mongo.ts';
import { withLease, type Lease } from '../platform/lease.ts';
import { ToldError } from '../platform/sentence.ts';
import type { Migration } from './migration.ts';
import { migrations as own } from './migrations.ts';
import { markDone, readDone } from './store.ts';

export interface Preparing {
  readonly store: Pick<Store, 'isShared'>;
  readonly say: (line: string) => void;
  /** Tests bring their own. */
  readonly migrations?: readonly Migration[];
}

/**
 * Makes the store fit for this version before anybody is served: what was stored is changed by the migrations that have
 * not run yet, then every index is built, so that a migration may make room for a unique one. Last comes `more`. Of
 * several processes that start at once one does it and the others wait.
 */
export async function prepareStore<T>({ store, say, migrations = own }: Preparing, more: () => Promise<T>): Promise<T> {
  const onWait = () => say('Another server is preparing the store. Waiting for it …');
  return withLease({ name: 'preparing', isShared: store.isShared, onWait }, async (lease) => {
    await migrate(migrations, say, lease);
    await buildIndexes();
    await lease.requireHeld();
    return more();
  });
}

async function migrate(migrations: readonly Migration[], say: Preparing['say'], lease: Lease): Promise<void> {
  const done = await readDone();
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new ToldError(
      `This store was changed by a newer version (${unknown.join(', ')}). Start that version, or restore a backup from before.`,
    );
  }
  for (const { name, run } of migrations.filter((migration) => !done.has(migration.name))) {
    say(`Changing what is stored: ${name} …`);
    await run(lease.signal);
    await lease.requireHeld();
    await markDone(name, new Date());
  }
}
