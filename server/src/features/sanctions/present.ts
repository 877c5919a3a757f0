import type { Actor } from '@hearth/shared/kernel/access';
import type { Role } from '@hearth/shared/kernel/rights';
import { sanctionId as sanctionIdRule, type Sanction, type StaffSanction } from '@hearth/shared/sanctions/entity';
import { sanctionLimits } from '@hearth/shared/sanctions/limits';
import { mayEnd, maySanction } from '@hearth/shared/sanctions/policy';
import { ruleNames } from '../house-rules/access.ts';
import { isInForce, waitsForOther } from './in-force.ts';
import type { SanctionRecord, StandingRecord } from './store.ts';

/** How rules are called, read once for an answer. */
export type RuleNames = Awaited<ReturnType<typeof ruleNames>>;

/** As whoever it concerns reads it. */
function presentSanction(record: SanctionRecord, nameOf: RuleNames, now: Date): Sanction {
  const { id, kind, ruleId, words, at, until, lifted, appeal, isUnread } = record;
  const decision = appeal?.decision;
  return {
    id: sanctionIdRule.parse(id),
    kind,
    rule: nameOf(ruleId),
    words,
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
    isInForce: isInForce(record, now),
    lifted: lifted && { at: lifted.at.toISOString(), words: lifted.words, mistake: lifted.isMistake },
    appeal: appeal && {
      at: appeal.at.toISOString(),
      words: appeal.words,
      decision: decision ? { at: decision.at.toISOString(), outcome: decision.outcome, words: decision.words } : null,
    },
    mayAppeal: mayAppeal(record),
    isUnread,
  };
}

/** Also against what has ended by itself: it stays in one's history. */
export function mayAppeal({ appeal, lifted }: SanctionRecord): boolean {
  return appeal === null && lifted === null;
}

/** The latest first. */
export async function presentSanctions(record: StandingRecord | null, now: Date): Promise<Sanction[]> {
  const sanctions = record?.sanctions ?? [];
  if (sanctions.length === 0) return [];
  const nameOf = await ruleNames();
  return sanctions.toReversed().map((one) => presentSanction(one, nameOf, now));
}

export interface Reading {
  readonly actor: Actor;
  readonly nameOf: RuleNames;
  readonly now: Date;
}

export function presentForStaff(
  record: SanctionRecord,
  whose: { readonly id: string; readonly role: Role },
  { actor, nameOf, now }: Reading,
): StaffSanction {
  const may = maySanction(actor, whose) && mayEnd(actor, record);
  const isFresh = now.getTime() - record.at.getTime() < sanctionLimits.undoMinutes * 60_000;
  const isOpen = record.lifted === null;
  return {
    ...presentSanction(record, nameOf, now),
    by: record.by,
    liftedBy: record.lifted?.by ?? null,
    decidedBy: record.appeal?.decision?.by ?? null,
    may: {
      lift: may && isInForce(record, now),
      undo: may && isOpen && isFresh,
      decide: may && waitsForOther(record) && !isBy(record, actor),
    },
  };
}

export function isBy({ by }: SanctionRecord, actor: Actor): boolean {
  return actor.kind === 'person' && by?.personId === actor.id;
}
