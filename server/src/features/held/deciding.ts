import { heldLimits } from '@hearth/shared/held/limits';
import { OWN_HELD } from '@hearth/shared/held/own';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { tellOfHeld } from '../notifications/access.ts';
import { forgetKind, mailKind } from './due.ts';
import { publish } from './publishing.ts';
import { findHeld, turnHeld, type HeldRecord } from './store.ts';

const DAY_MS = 86_400_000;

/** What moderators have decided; `wait`: they took it back. */
export interface Decided {
  readonly does: 'publish' | 'refuse' | 'wait';
  /** The number of the item's event that says so. */
  readonly turn: number;
  readonly words: string;
  readonly rule: string | null;
}

const ANY = ['waiting', 'publishing', 'published', 'refused'] as const;

/**
 * Does what was decided, in any number of tries; what was decided later stands. What its author has withdrawn stays so. Gives where it
 * stands, or stood before that was taken back: the post itself is whoever calls'.
 */
export async function decideHeld(services: Services, id: string, decided: Decided): Promise<HeldRecord['place']> {
  const { does, turn, words, rule } = decided;
  const now = services.clock.now();
  const decision = { at: now, words, rule, refusal: null };
  const still = { from: ANY, before: turn };
  if (does === 'wait') await turnHeld(id, still, { state: 'waiting', turn, decision: null, endsAt: null });
  if (does === 'refuse') await refuse(services, id, { turn, decision, still });
  if (does === 'publish') {
    await turnHeld(id, still, { state: 'publishing', turn, decision, endsAt: null });
    await publishNow(services, id, turn);
  }
  const after = await findHeld(id);
  if (after) await tellAuthor(services, after, turn);
  // What could not be published again, or was decided otherwise since, does not come back either.
  const isAsDecided = does !== 'publish' || (after?.state === 'published' && after.turn === turn);
  return isAsDecided ? (after?.place ?? null) : null;
}

/** On open pages, and at the bell; what was decided otherwise since is told by that. */
async function tellAuthor(services: Services, after: HeldRecord, turn: number): Promise<void> {
  const { _id: heldId, personId, state } = after;
  tellOwn(services, personId, OWN_HELD, heldId, turn);
  if (after.turn !== turn || state === 'publishing' || state === 'withdrawn') return;
  await tellOfHeld(services, { heldId, personId, place: state === 'published' ? after.place : null, turn });
}

async function publishNow(services: Services, id: string, turn: number): Promise<void> {
  const record = await findHeld(id);
  // Published already, or decided otherwise since.
  if (record?.state !== 'publishing' || record.turn !== turn || !record.decision) return;
  const still = { from: ['publishing'], turn } as const;
  const outcome = await publish(services, record);
  if ('refusal' in outcome) {
    const decision = { ...record.decision, refusal: outcome.refusal };
    return refuse(services, id, { turn, decision, still });
  }
  const endsAt = new Date(services.clock.now().getTime() + heldLimits.undoDays * DAY_MS);
  await scheduleMail(services, record, turn);
  await turnHeld(id, still, { state: 'published', place: outcome, endsAt });
}

interface Refusing {
  readonly turn: number;
  readonly decision: NonNullable<HeldRecord['decision']>;
  readonly still: Parameters<typeof turnHeld>[1];
}

async function refuse(services: Services, id: string, { turn, decision, still }: Refusing): Promise<void> {
  const until = new Date(decision.at.getTime() + heldLimits.days * DAY_MS);
  const record = await findHeld(id);
  if (!record) return;
  await services.jobs.schedule(forgetKind, { key: `${id}/${turn}`, input: { id }, at: until, about: record.personId });
  await scheduleMail(services, record, turn);
  await turnHeld(id, still, { state: 'refused', turn, decision, endsAt: null });
}

async function scheduleMail(services: Services, { _id: id, personId }: HeldRecord, turn: number): Promise<void> {
  await services.jobs.schedule(mailKind, { key: `${id}/${turn}`, input: { id, turn }, about: personId });
}
