import type { Config } from '../config.ts';
import type { Clock } from '../platform/clock.ts';
import type { Visitor } from './visitor.ts';

interface Parts {
  readonly clock: Clock;
  readonly config: Config;
  readonly isDemo: boolean;
}

/** Who is behind a request or a live connection. Some feature knows people; whoever asks does not know which. */
export interface Sessions {
  /** Whoever cannot be recognised is a stranger. */
  resolve(parts: Parts, cookieHeader: string | null): Promise<Visitor>;
  /** The same for many sessions at once. Those that have ended are missing. */
  visitorsOf(parts: Parts, sessionIds: readonly string[]): Promise<ReadonlyMap<string, Visitor>>;
  /** The cookies of a request without the session's, and what those hold, rightly or not. */
  split(parts: Pick<Parts, 'config'>, cookieHeader: string): { readonly tokens: string[]; readonly rest: string };
  /** Whether two requests come with the same session, or both with none. Says nothing of whether it is a good one. */
  isSame(parts: Pick<Parts, 'config'>, one: string | undefined, other: string | undefined): boolean;
}
