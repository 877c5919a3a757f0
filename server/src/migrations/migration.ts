/**
 * A change of what is stored already, when a new version needs it otherwise.
 *
 * To write one, add a file `0001-what-it-does.ts` that exports a `Migration`, with a test that gives it what the version
 * before left behind, and put it at the end of the list in `migrations.ts`. What must hold:
 *
 * - It is repeatable. Killed in the middle it begins again, so it looks for what is not changed yet
 *   (`{ place: { $exists: false } }`), some hundreds at a time, and changes each only if it is still as it was read.
 * - Servers of the version before go on beside it, so it adds and fills. What nobody reads any more goes a version later.
 * - It stops when `signal` is aborted: then another process has taken over.
 * - Once released, its name stays and its place in the list does not change.
 */
export interface Migration {
  readonly name: string;
  run(signal: AbortSignal): Promise<void>;
}
