import { keysOf } from '../features/accounts/name-keys.ts';
import { keyNames } from './keys-of-names.ts';
import type { Migration } from './migration.ts';

/** Ana María Fuentes is found by `fuentes` too. */
export const laterNamesToFind: Migration = {
  name: '0008-later-names-to-find',
  run: (signal) =>
    keyNames(signal, { laterKeys: { $exists: false } }, ({ name }) => ({ laterKeys: keysOf(name).laterKeys })),
};
