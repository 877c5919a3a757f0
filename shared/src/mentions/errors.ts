import { refusals } from '../kernel/errors.ts';

export const mentionError = refusals({
  'too-many-mentions': ['conflict', 'A post may mention {most} people and groups at most.'],
  'no-group-mention': [
    'forbidden',
    'Only its owners and moderators mention a group, and only one that is not too large.',
  ],
  'too-many-people-mentioned': ['too-many', 'You have mentioned {most} people in an hour. Wait {minutes} minutes.'],
  'too-many-group-mentions': ['too-many', 'You have mentioned groups {most} times. Wait {minutes} minutes.'],
});
