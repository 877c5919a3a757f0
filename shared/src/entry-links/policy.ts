import type { Among } from '../boards/rights.ts';
import type { Owned } from '../library/policy.ts';

/**
 * Whether an entry may be named by its title on a board: whoever reads what is written there reads the entry too. Staff look
 * after the library, and read all that is published.
 */
export function isForReaders(
  { audience, groups }: Pick<Owned, 'audience' | 'groups'>,
  { circle, groups: reading }: Among,
): boolean {
  switch (audience) {
    case 'everyone':
      return true;
    case 'members':
      return circle !== 'everyone';
    case 'groups':
      return circle !== 'everyone' && circle !== 'members' && reading.every((one) => groups.includes(one));
  }
}
