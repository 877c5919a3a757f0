import type { EntryUse, UseKind } from '@hearth/shared/library/uses';
import type { Reader } from '../request/context.ts';
import type { Services } from '../services.ts';
import type { Cause } from '../streams/commit.ts';

/** Something in which entries of the library are used. Whose feature it is says where, and what may become of it. */
export interface EntryUses {
  readonly kind: UseKind;
  /** Where an entry is used, of what somebody may see; no more than so many. */
  readonly of: (reader: Reader, entryId: string, most: number) => Promise<readonly Omit<EntryUse, 'kind'>[]>;
  /** Puts another entry in the place of one that was archived; missing where nobody may. A second time must not matter. */
  readonly replace?: (services: Services, replacing: Replacing) => Promise<void>;
}

interface Replacing {
  /** Which one of its kind. */
  readonly id: string;
  readonly entryId: string;
  readonly successor: string;
  readonly cause: Cause;
}
