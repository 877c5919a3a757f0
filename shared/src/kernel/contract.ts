import type { Command } from './command.ts';
import type { Query } from './query.ts';
import type { StreamDefinition } from './stream.ts';

/** What a feature adds to the contract between both sides. */
export interface FeatureContract<C extends Command = Command, Q extends Query = Query> {
  readonly commands: readonly C[];
  readonly queries: readonly Q[];
  readonly streams: readonly StreamDefinition[];
}

export function contract<C extends Command = never, Q extends Query = never>(
  parts: Partial<FeatureContract<C, Q>>,
): FeatureContract<C, Q> {
  return { commands: [], queries: [], streams: [], ...parts };
}
