/**
 * `person`: whoever is signed in and has proved a mailbox. `range`: the network range a call comes from, which may be a
 * whole school. `account` and `mailbox`: whom a call concerns, whoever gives it; of a mailbox all spellings are one.
 */
export type Counted = 'person' | 'range' | 'account' | 'mailbox';

/** So many `points` in `seconds`. */
export interface Budget {
  readonly per: Counted;
  readonly points: number;
  readonly seconds: number;
  /** Of a person's: what everybody of one range shares who has proved no mailbox, signed in or not. */
  readonly together?: number;
  /** Every call by default. `wrong`: whoever was right gets the point back. `done`: whoever was refused does. */
  readonly counts?: 'wrong' | 'done';
  /** Counts for accounts alone that are younger than `limits.newHours`. */
  readonly ofTheNew?: true;
  /** Counts calls alone that name an address: links in mails name none, and go on working. */
  readonly isOfNamed?: true;
  /** The service is told that it is used up, and answers in its own way. */
  readonly isTold?: true;
  /** No setting widens it, as none widens those of an account or a mailbox. */
  readonly isFixed?: true;
  readonly refusal?: string;
}

/**
 * Everything that is counted; `docs/attacks.md` says why. Contracts name what counts for them. Budgets of a range are for
 * 200 people behind one address who do the same at the same time.
 */
export const budgets = {
  reads: { per: 'person', points: 600, seconds: 60, together: 12_000 },
  writes: { per: 'person', points: 30, seconds: 60, together: 600 },
  votes: { per: 'person', points: 120, seconds: 60, together: 600 },
  /** Opening a live connection. */
  connections: { per: 'person', points: 120, seconds: 60, together: 1_200 },
  /** What one does a few times a year. */
  rarely: { per: 'person', points: 12, seconds: 300, together: 60, isFixed: true },
  /** Everything that is kept about somebody: heavy, and wanted once in a while. */
  exports: { per: 'person', points: 3, seconds: 3_600, together: 60, counts: 'done', refusal: 'too-many-exports' },
  /** Accounts that are erased: each goes through everything there is, and accounts can be made anew. */
  erasures: { per: 'range', points: 20, seconds: 3_600, refusal: 'too-many-erasures' },
  /** Posts, threads and questions of somebody's first day. */
  firstWords: {
    per: 'person',
    points: 10,
    seconds: 3_600,
    counts: 'done',
    ofTheNew: true,
    isTold: true,
    refusal: 'new-here',
  },
  /** Signing up and in, by whatever way: each costs the server work. */
  entries: { per: 'range', points: 1_500, seconds: 300 },
  /** Forms for joining. Whoever has a mail domain has as many mailboxes as they like, and each answers its mail. */
  signUps: { per: 'range', points: 250, seconds: 3_600, counts: 'done' },
  /** Wrong passwords of an account, wherever they come from. */
  passwords: { per: 'account', points: 20, seconds: 3_600, counts: 'wrong', isTold: true },
  passwordsOfRange: { per: 'range', points: 300, seconds: 3_600, counts: 'wrong', isTold: true },
  /** Wrong digits, over all codes that were sent to a mailbox. The links in the same mails go on working. */
  digits: { per: 'mailbox', points: 5, seconds: 900, counts: 'wrong', refusal: 'digits-used-up' },
  digitsOfRange: {
    per: 'range',
    points: 300,
    seconds: 3_600,
    counts: 'wrong',
    isOfNamed: true,
    refusal: 'digits-used-up',
  },
  /** Mails to a mailbox that somebody asked for who may not be its owner. */
  mails: { per: 'mailbox', points: 5, seconds: 900, counts: 'done' },
  /** Such mails that nobody has answered yet: whoever uses the code or the link gives the point back. */
  unanswered: { per: 'range', points: 500, seconds: 3_600, counts: 'done' },
  /** A link that is mailed in place of an answer, when an account's passwords are used up. */
  linksInstead: { per: 'mailbox', points: 1, seconds: 900 },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;

export function budgetOf(name: BudgetName): Budget {
  return budgets[name];
}
