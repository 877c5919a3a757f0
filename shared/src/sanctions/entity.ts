import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { namedRule } from '../house-rules/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { role } from '../kernel/rights.ts';

export const sanctionId = hexId.brand('SanctionId');
export type SanctionId = z.infer<typeof sanctionId>;

/**
 * `warning`: words alone. `silence`: one reads, and writes nothing that others see. `suspension`: one cannot come in.
 * `sign-out`: every session ends, and one may sign in again.
 */
export const sanctionKind = z.enum(['warning', 'silence', 'suspension', 'sign-out']);
export type SanctionKind = z.infer<typeof sanctionKind>;

/** `upheld`: it stays. `overturned`: it ends at once. */
export const appealOutcome = z.enum(['upheld', 'overturned']);

const at = z.iso.datetime();

/** What moderators decided about somebody, as they read it: without the name of whoever did. */
export const sanction = z.strictObject({
  id: sanctionId,
  kind: sanctionKind,
  rule: namedRule,
  words: z.string(),
  at,
  /** Null where it has no end of its own. */
  until: at.nullable(),
  isInForce: z.boolean(),
  lifted: z.strictObject({ at, words: z.string(), mistake: z.boolean() }).nullable(),
  appeal: z
    .strictObject({
      at,
      words: z.string(),
      decision: z.strictObject({ at, outcome: appealOutcome, words: z.string() }).nullable(),
    })
    .nullable(),
  mayAppeal: z.boolean(),
  isUnread: z.boolean(),
});
export type Sanction = z.infer<typeof sanction>;

/** The same for staff: names are null once their owners have left. */
export const staffSanction = z.strictObject({
  ...sanction.shape,
  by: byline.nullable(),
  liftedBy: byline.nullable(),
  decidedBy: byline.nullable(),
  /** What the reader may do about it now. */
  may: z.strictObject({ lift: z.boolean(), undo: z.boolean(), decide: z.boolean() }),
});
export type StaffSanction = z.infer<typeof staffSanction>;

/** For staff alone. */
export const memberNote = z.strictObject({ id: hexId, words: z.string(), at, by: byline.nullable() });

/** Somebody in a list of those whom something concerns. */
export const sanctioned = z.strictObject({ person: byline, role, sanction: staffSanction });
