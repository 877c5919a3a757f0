import { personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import type { Services } from '../../services.ts';
import { deleteSessionsOf, tellOwn, tellStanding, type Standing } from '../accounts/access.ts';
import { inForce } from './in-force.ts';
import { mailSanction } from './mailing.ts';
import { putUp, settle } from './queueing.ts';
import { readUntold, setTold, type StandingRecord, type Untold } from './store.ts';

/** What follows of a decision: sessions know of it or end, and mails are on their way. Repeatable. */
export async function follow(services: Services, record: StandingRecord): Promise<void> {
  const personId = personIdRule.parse(record._id);
  const standing = standingOf(record, services.clock.now());
  await tellStanding(services.streams, personId, standing);
  const ends = record.untold.some(({ sanctionId, what }) => what === 'imposed' && endsSessions(record, sanctionId));
  if (ends && (await deleteSessionsOf(personId, null))) services.streams.pubSub.publish({ kind: 'access', personId });
  for (const untold of record.untold) await tell(services, personId, record, untold);
  tellOwn(services, personId, OWN_BELL, '', `standing ${record.rev}`);
  await setTold(personId, record.rev);
}

async function tell(
  services: Services,
  personId: PersonId,
  { sanctions }: StandingRecord,
  { sanctionId, what }: Untold,
): Promise<void> {
  const its = sanctions.find(({ id }) => id === sanctionId);
  if (its && what === 'appealed') await putUp(services, personId, its);
  if (its && what !== 'imposed') await settle(services, its);
  if (what === 'appealed') return;
  const key = `${personId}/${sanctionId}/${what}`;
  await services.jobs.schedule(mailSanction, { key, input: { personId, sanctionId, what }, about: personId });
}

function standingOf(record: StandingRecord, now: Date): Standing {
  return {
    rev: record.rev,
    inForce: inForce(record, now).flatMap(({ kind, until }) =>
      kind === 'silence' || kind === 'suspension' ? [{ kind, until }] : [],
    ),
    unread: record.sanctions.filter(({ isUnread }) => isUnread).length,
  };
}

function endsSessions({ sanctions }: StandingRecord, id: string): boolean {
  const its = sanctions.find((one) => one.id === id);
  return its?.kind === 'sign-out' || (its?.kind === 'suspension' && !its.lifted);
}

/** What was decided longer ago and has not followed: its server died in between. */
const FORGOTTEN_MS = 5_000;
const AT_ONCE = 100;

export async function recoverStandings(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const record of await readUntold(before, AT_ONCE))
    await follow(services, record).catch((error: unknown) => {
      services.log.error({ error }, 'what was decided about somebody could not follow; it is tried again');
    });
}
