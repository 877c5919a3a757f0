import { budget } from '../kernel/budgets.ts';
import { mentionError } from './errors.ts';

/** Posts that mention a group: each may ring a few hundred bells. */
export const groupMentions = budget('groupMentions', {
  per: 'person',
  points: 6,
  seconds: 3_600,
  isFixed: true,
  refusedBy: 'service',
  refuse: (detail) => mentionError('too-many-group-mentions', detail),
});

/** People who are mentioned: each hears the bell, and gets a mail if they do not see it. */
export const peopleMentioned = budget('peopleMentioned', {
  per: 'person',
  points: 60,
  seconds: 3_600,
  isFixed: true,
  refusedBy: 'service',
  refuse: (detail) => mentionError('too-many-people-mentioned', detail),
});
