import { commonError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Services } from '../../services.ts';
import { follow } from './following.ts';
import { inForce, NEVER, waitsForOther } from './in-force.ts';
import { findStanding, putStanding, type SanctionRecord, type StandingRecord, type Untold } from './store.ts';

/** So often another try where it changes at the same time. */
const TRIES = 8;

export interface Change {
  readonly sanctions?: readonly SanctionRecord[];
  readonly notes?: StandingRecord['notes'];
  /** What is to follow of it. */
  readonly tell?: Untold;
}

/**
 * Makes what is kept about somebody into what `decide` says of it as it stands now; null leaves it as it is. When this
 * returns, every session knows it.
 */
export async function changeStanding(
  services: Services,
  personId: PersonId,
  decide: (before: StandingRecord) => Change | null | Promise<Change | null>,
): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const found = await findStanding(personId);
    const before = found ?? blank(personId);
    const change = await decide(before);
    if (!change) {
      // Given again after a crash: what follows of it may not have followed.
      if (found && found.untold.length > 0) await follow(services, found);
      return;
    }
    const after = changed(before, change, services.clock.now());
    if (!(await putStanding(after))) continue;
    // Of notes nothing follows: whom they are about is not to hear of them.
    if (change.sanctions) await follow(services, after);
    return;
  }
  throw commonError('busy');
}

/** The same with the fields that it is found by. */
export function changed(before: StandingRecord, { tell, ...change }: Change, now: Date): StandingRecord {
  const untold = [...before.untold, ...(tell ? [tell] : [])];
  const after = { ...before, ...change, rev: before.rev + 1, untold };
  const ends = inForce(after, now).map(({ until }) => (until ?? NEVER).getTime());
  const waiting = after.sanctions.flatMap((one) => (one.appeal && waitsForOther(one) ? [one.appeal.at.getTime()] : []));
  return {
    ...after,
    // Also where nobody is mailed: sessions have to know it, whoever dies.
    untoldSince: before.untoldSince ?? (change.sanctions ? now : null),
    inForceUntil: ends.length > 0 ? new Date(Math.max(...ends)) : null,
    appealSince: waiting.length > 0 ? new Date(Math.min(...waiting)) : null,
    names: namesIn(after),
  };
}

function namesIn({ sanctions, notes }: Pick<StandingRecord, 'sanctions' | 'notes'>): string[] {
  const steps = sanctions.flatMap((one) => [one.by, one.lifted?.by, one.appeal?.decision?.by]);
  const all = [...steps, ...notes.map(({ by }) => by)];
  return [...new Set(all.flatMap((by) => (by ? [by.personId] : [])))];
}

function blank(_id: string): StandingRecord {
  const nothing = { untoldSince: null, inForceUntil: null, appealSince: null };
  return { _id, rev: 0, sanctions: [], notes: [], untold: [], names: [], ...nothing };
}
