import type { Services } from '../../services.ts';
import type { AppealRecord } from './appeal-store.ts';
import { itemIdOf } from './reporting.ts';
import type { ReviewRecord } from './store.ts';

/** The key of the item in which it waits: one for each time that something was removed. */
export function appealKeyOf({ removalId, turn }: Pick<AppealRecord, 'removalId' | 'turn'>): string {
  return `${removalId}/${turn}`;
}

/** The item in which an appeal against this decision waits, or would. */
export function appealIdOf(
  services: Pick<Services, 'secret'>,
  { _id, turn }: Pick<ReviewRecord, '_id' | 'turn'>,
): string {
  return itemIdOf(services, `appeal ${appealKeyOf({ removalId: _id, turn })}`);
}
