import { folded } from '@hearth/shared/kernel/folded';
import { keyNames } from './keys-of-names.ts';
import type { Migration } from './migration.ts';

/** `Łukasz` is found by `lukasz`: what people are looked up by had his stroke. */
export const namesToFind: Migration = {
  name: '0007-names-to-find',
  run: (signal) =>
    keyNames(signal, {}, ({ name, nameKey }) => {
      const wanted = folded(name);
      return wanted === nameKey ? null : { nameKey: wanted };
    }),
};
