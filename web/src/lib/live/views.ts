import type { CommandName, CommandNamed, QueryName, QueryNamed } from '@hearth/shared/contract';
import type { OutputOf, SentTo } from '@hearth/shared/kernel/command';
import type { Result } from '@hearth/shared/kernel/errors';
import type { Position } from '@hearth/shared/kernel/protocol';

/** Runs a query by name, typed by the contract. */
export type Ask = <N extends QueryName>(
  name: N,
  input: SentTo<QueryNamed<N>>,
) => Promise<Result<OutputOf<QueryNamed<N>>>>;
/** Sends a command until it is answered, typed by the contract. */
export type Send = <N extends CommandName>(
  name: N,
  input: SentTo<CommandNamed<N>>,
  commandId?: string,
) => Promise<Result<OutputOf<CommandNamed<N>>>>;

export type Loaded<N extends QueryName> = OutputOf<QueryNamed<N>>;
/** What a page was rendered with and its view starts from. */
export interface Start<State> {
  readonly state: State;
  readonly position: Position;
}
