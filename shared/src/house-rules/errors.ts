import { refusals } from '../kernel/errors.ts';

export const houseRulesError = refusals({
  'rules-changed': [
    'conflict',
    'Someone else has published a newer version. Look at it first; your words are still here.',
  ],
  'rules-alike': ['invalid', 'Two rules have the same short name. Each needs one of its own.'],
  'no-such-rule': ['conflict', 'This rule is not in the house rules any more. Choose another one.'],
  'too-many-reasons': ['conflict', 'There are {most} reasons here already. Remove one first.'],
});
