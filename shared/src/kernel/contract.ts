import type { Command } from './command.ts';
import type { Reasons } from './errors.ts';
import type { Query } from './query.ts';
import type { StreamContract } from './stream.ts';

/** What a feature adds to the contract between both sides. */
export interface FeatureContract<C extends Command = Command, Q extends Query = Query, Reason extends string = string> {
  readonly commands: readonly C[];
  readonly queries: readonly Q[];
  readonly streams: readonly StreamContract[];
  /** What it refuses, beside what any feature may. */
  readonly reasons?: Reasons<Reason>;
}

export function contract<C extends Command = never, Q extends Query = never, Reason extends string = never>(
  parts: Partial<FeatureContract<C, Q, Reason>>,
): FeatureContract<C, Q, Reason> {
  return { commands: [], queries: [], streams: [], ...parts };
}
