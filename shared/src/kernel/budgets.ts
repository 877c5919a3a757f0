import { commonError, type AppError, type ErrorDetail } from './errors.ts';

/**
 * `person`: whoever is signed in and has proved a mailbox. `range`: the network range a call comes from, which may be a
 * whole school. `account` and `mailbox`: whom a call concerns, whoever gives it; of a mailbox all spellings are one.
 */
export type Counted = 'person' | 'range' | 'account' | 'mailbox';

/**
 * So many `points` in `seconds`; `docs/attacks.md` says why. Contracts name the budgets that count for them. Those of a
 * range are for 200 people behind one address who do the same at the same time.
 */
export interface Budget {
  /** Part of the keys in Redis, and one of a kind. */
  readonly name: string;
  readonly per: Counted;
  readonly points: number;
  readonly seconds: number;
  /** Of a person's: what everybody of one range shares who has proved no mailbox, signed in or not. */
  readonly together?: number;
  /** Every call by default. `done`: whoever was refused gets the point back. `wrong`: all do but for this reason. */
  readonly counts?: 'done' | { readonly wrong: string };
  /** Counts for accounts alone that are younger than `limits.newHours`. */
  readonly ofTheNew?: true;
  /** Counts calls alone that name an address: links in mails name none, and go on working. */
  readonly isOfNamed?: true;
  /**
   * Where a call is refused when it is used up: before it runs by default. `commit`: when it is about to write, so that
   * one that was carried out before gets its first answer again. `service`: the service is told, and answers in its way.
   */
  readonly refusedBy?: 'commit' | 'service';
  /** No setting widens it, as none widens those of an account or a mailbox. */
  readonly isFixed?: true;
  /** How it is refused; its sentence may use `{seconds}`, `{minutes}` and `{most}`. */
  readonly refuse: (detail: ErrorDetail) => AppError;
}

type Rules = Omit<Budget, 'name' | 'refuse'> & Partial<Pick<Budget, 'refuse'>>;

export function budget<const R extends Rules>(name: string, rules: R): Budget & R {
  return { name, refuse: (detail) => commonError('too-fast', detail), ...rules };
}

export const reads = budget('reads', { per: 'person', points: 600, seconds: 60, together: 12_000 });
export const writes = budget('writes', { per: 'person', points: 30, seconds: 60, together: 600 });
/** Votes, and whatever else is one press and done often. */
export const votes = budget('votes', { per: 'person', points: 120, seconds: 60, together: 600 });
/** What one does a few times a year. */
export const rarely = budget('rarely', { per: 'person', points: 12, seconds: 300, together: 60, isFixed: true });
/** Opening a live connection. */
export const connections = budget('connections', { per: 'person', points: 120, seconds: 60, together: 1_200 });
