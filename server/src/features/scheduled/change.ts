import { OWN_SCHEDULED } from '@hearth/shared/scheduled/own';
import { commonError } from '@hearth/shared/kernel/errors';
import { writeWithJob } from '../../jobs/written.ts';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { appearKind, dueOf } from './due.ts';
import { findScheduled, putScheduled, type ScheduledRecord } from './store.ts';

/** So often another try where it changes at the same time. */
const TRIES = 5;

export type Change = Partial<Omit<ScheduledRecord, '_id' | 'commandId' | 'personId' | 'rev'>>;

/** Makes a post into what `decide` says of it as it stands now; null leaves it as it is. Gives it as it stands then. */
export async function changeScheduled(
  services: Pick<Services, 'use' | 'jobs' | 'clock'>,
  id: string,
  decide: (before: ScheduledRecord) => Change | null,
): Promise<ScheduledRecord> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await findScheduled(id);
    if (!before) throw commonError('no-such-thing');
    const next = decide(before);
    if (!next) return before;
    const after = { ...before, ...next, rev: before.rev + 1 };
    if (await writeScheduled(services, before, after)) return after;
  }
  throw commonError('busy');
}

/** With the job that lets it appear. False where somebody else was quicker; the person's other pages are told. */
export async function writeScheduled(
  services: Pick<Services, 'use' | 'jobs' | 'clock'>,
  before: ScheduledRecord | null,
  after: ScheduledRecord,
): Promise<boolean> {
  // Whoever lets it appear leaves the job, until it has appeared.
  const isLeft = after.state === 'appearing';
  const due = { before: before && !isLeft ? dueOf(before) : null, after: dueOf(after) };
  if (!(await writeWithJob(services, appearKind, due, () => putScheduled(after)))) return false;
  tellOwn(services, after.personId, OWN_SCHEDULED, after._id, after.rev);
  return true;
}
