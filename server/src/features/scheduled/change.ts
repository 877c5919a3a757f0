import { OWN_SCHEDULED } from '@hearth/shared/scheduled/own';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { findScheduled, putScheduled, type ScheduledRecord } from './store.ts';

/** So often another try where it changes at the same time. */
const TRIES = 5;

export type Change = Partial<Omit<ScheduledRecord, '_id' | 'commandId' | 'personId' | 'rev'>>;

/** Makes a post into what `decide` says of it as it stands now; null leaves it as it is. Gives it as it stands then. */
export async function changeScheduled(
  services: Pick<Services, 'use'>,
  id: string,
  decide: (before: ScheduledRecord) => Change | null,
): Promise<ScheduledRecord> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await findScheduled(id);
    if (!before) throw commonError('no-such-thing');
    const next = decide(before);
    if (!next) return before;
    const after = { ...before, ...next, rev: before.rev + 1 };
    if (!(await putScheduled(after))) continue;
    tellOwn(services, before.personId, OWN_SCHEDULED, id, after.rev);
    return after;
  }
  throw commonError('busy');
}
