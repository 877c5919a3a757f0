import type { Services } from '../../services.ts';
import type { PersonRecord } from './store.ts';

/**
 * Whether somebody is written to of what happens here: nobody writes to the people of the demo network, nor to an address
 * that somebody only claimed. What proves an address goes there all the same.
 */
export function isReached({ isDemo }: Pick<Services, 'isDemo'>, person: Pick<PersonRecord, 'email' | 'isProven'>) {
  return person.isProven === true && !(isDemo && person.email.endsWith('@example.org'));
}
