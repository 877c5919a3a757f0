import { isStaff, type Somebody } from '../kernel/access.ts';
import type { PersonId } from '../kernel/ids.ts';

/** One's own, and anybody's for whoever looks after the network: members see it beside every name. */
export function mayRemovePhoto(actor: Somebody, of: PersonId): boolean {
  return actor.kind === 'person' && (actor.id === of || isStaff(actor));
}
