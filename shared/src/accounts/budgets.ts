import { budget, type Budget } from '../kernel/budgets.ts';
import { accountError } from './errors.ts';

/** Posts, threads, questions and notes of somebody's first day. */
export const firstWords = budget('firstWords', {
  per: 'person',
  points: 10,
  seconds: 3_600,
  counts: 'done',
  ofTheNew: true,
  refusedBy: 'commit',
  refuse: (detail) => accountError('new-here', detail),
});

/** Signing up and in, by whatever way: each costs the server work. */
export const entries = budget('entries', { per: 'range', points: 1_500, seconds: 300 });

/** Forms for joining. Whoever has a mail domain has as many mailboxes as they like, and each answers its mail. */
export const signUps = budget('signUps', { per: 'range', points: 250, seconds: 3_600, counts: 'done' });

const wrongPassword = { wrong: 'sign-in-failed' satisfies keyof typeof accountError.reasons };

/** Wrong passwords of an account, wherever they come from. */
export const passwords = budget('passwords', {
  per: 'account',
  points: 20,
  seconds: 3_600,
  counts: wrongPassword,
  refusedBy: 'service',
});
export const passwordsOfRange = budget('passwordsOfRange', {
  per: 'range',
  points: 300,
  seconds: 3_600,
  counts: wrongPassword,
  refusedBy: 'service',
});

const wrongCode = {
  counts: { wrong: 'code-failed' satisfies keyof typeof accountError.reasons },
  refuse: (detail) => accountError('digits-used-up', detail),
} satisfies Partial<Budget>;

/** Wrong digits, over all codes that were sent to a mailbox. The links in the same mails go on working. */
export const digits = budget('digits', { per: 'mailbox', points: 5, seconds: 900, ...wrongCode });
export const digitsOfRange = budget('digitsOfRange', {
  per: 'range',
  points: 300,
  seconds: 3_600,
  isOfNamed: true,
  ...wrongCode,
});

/** Mails to a mailbox that somebody asked for who may not be its owner. */
export const mails = budget('mails', { per: 'mailbox', points: 5, seconds: 900, counts: 'done' });

/** Such mails that nobody has answered yet: whoever uses the code or the link gives the point back. */
export const unanswered = budget('unanswered', { per: 'range', points: 500, seconds: 3_600, counts: 'done' });

/** A link that is mailed in place of an answer, when an account's passwords are used up. */
export const linksInstead = budget('linksInstead', { per: 'mailbox', points: 1, seconds: 900 });
