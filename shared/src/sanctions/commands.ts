import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { personId } from '../kernel/ids.ts';
import { words } from '../kernel/words.ts';
import { ruleId } from '../house-rules/entity.ts';
import { appealOutcome, sanctionId, sanctionKind } from './entity.ts';
import { sanctionLimits } from './limits.ts';

const which = { personId, sanctionId };
const done = z.strictObject({});

export const imposeSanction = command('sanction.impose', {
  privileged: true,
  about:
    'Moderators: warns, silences or suspends somebody, or ends their sessions, by a rule and with words to them. Takes effect on every open page within a second.',
  input: z.strictObject({
    personId,
    kind: sanctionKind,
    ruleId,
    words: words(sanctionLimits.words),
    /** Null for a warning, for ended sessions, and for a suspension without an end. */
    until: z.iso.datetime().nullable(),
  }),
  output: z.strictObject({ sanctionId }),
});

export const liftSanction = command('sanction.lift', {
  privileged: true,
  about: 'Moderators: ends what was decided, at once; within ten minutes also as a mistake.',
  input: z.strictObject({ ...which, words: words(sanctionLimits.words, 0), mistake: z.boolean() }),
  output: done,
});

export const appeal = command('sanction.appeal', {
  needsProof: false,
  about: 'Asks another moderator to decide again about what was decided about oneself: once for each decision.',
  input: z.strictObject({
    sanctionId,
    words: words(sanctionLimits.appeal),
    /** Of whoever cannot sign in, from the refusal that said so. */
    token: z.string().max(200).optional(),
  }),
  output: done,
});

export const decideAppeal = command('sanction.decide-appeal', {
  privileged: true,
  about: 'Moderators: decides about an appeal; never whoever made the decision.',
  input: z.strictObject({ ...which, outcome: appealOutcome, words: words(sanctionLimits.words) }),
  output: done,
});

export const readSanctions = command('sanction.read', {
  needsProof: false,
  about: 'Marks as read what moderators decided about oneself.',
  input: done,
  output: done,
  counts: [votes],
});

export const noteOnMember = command('sanction.note', {
  privileged: true,
  about: 'Moderators: keeps a note on a member, dated and signed, for other moderators alone.',
  input: z.strictObject({ personId, words: words(sanctionLimits.note) }),
  output: done,
});
