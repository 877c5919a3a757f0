/** Two states that have to be equal, and of what. */
export interface Pair {
  readonly what: string;
  readonly live: unknown;
  readonly fresh: unknown;
}

/** Ends what the tests of a file have opened, once they are over: a connection would try for ever, and keep jest from ending. */
export const closers = new Set<() => Promise<void> | void>();

/** What is looked at after each test, by whoever is open then; see after-each.ts. A module of its own, because every test loads it. */
export const checks = new Set<() => Promise<readonly Pair[]>>();
