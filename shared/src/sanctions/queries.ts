import { z } from 'zod';
import { entries } from '../accounts/budgets.ts';
import { byline, language } from '../accounts/entity.ts';
import { personId } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { role } from '../kernel/rights.ts';
import { memberNote, sanction, sanctioned, staffSanction } from './entity.ts';

export const ownSanctions = query('sanction.own', {
  about: 'What moderators decided about oneself, the latest first. Empty for strangers.',
  input: z.strictObject({}),
  output: z.strictObject({ sanctions: z.array(sanction) }),
});

export const refusedSanctions = query('sanction.refused', {
  about: 'Why one cannot sign in: for whoever has the token that came with the refusal.',
  input: z.strictObject({ token: z.string().max(200) }),
  output: z.strictObject({ name: z.string(), sanctions: z.array(sanction) }),
  counts: [entries],
});

export const sanctionsOf = query('sanction.of', {
  privileged: true,
  about: 'Staff: what was decided about somebody so far, the latest first, and notes on them.',
  input: z.strictObject({ personId }),
  output: z.strictObject({
    person: byline,
    role,
    /** In which their mails are written. */
    locale: language,
    sanctions: z.array(staffSanction),
    notes: z.array(memberNote),
    /** Whether the reader may decide anything about them. */
    maySanction: z.boolean(),
  }),
});

export const listSanctions = query('sanction.list', {
  about: 'Staff: whom a silence or a suspension holds at this moment, and appeals that wait, the oldest first.',
  input: z.strictObject({}),
  output: z.strictObject({ inForce: z.array(sanctioned), appeals: z.array(sanctioned) }),
});
