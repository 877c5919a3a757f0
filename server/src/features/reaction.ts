import type { Services } from '../services.ts';
import type { Aggregate, EventRecord, StreamDefinition } from '../streams/definition.ts';

/**
 * What must follow an event, declared by whoever reacts: upstream names nobody downstream. An event is stored with the
 * names of all reactions to its stream, and each takes its own off once it is done.
 */
export interface Reaction {
  /** The prefix of the streams it reacts to. */
  readonly to: string;
  /** Stored with events, so that it stays as it is. One reaction to several streams has one name. */
  readonly name: string;
  /** For how long what happens is gathered, where that is to be longer than a burst; in milliseconds. */
  readonly gatherMs?: number | undefined;
  /** Gets events of any of these streams, those of one stream in order; some perhaps once more after a crash. */
  handle(services: Services, events: readonly EventRecord[]): Promise<void>;
}

interface Declaration<A extends Aggregate, Data> {
  readonly to: StreamDefinition<A, Data>;
  readonly name: string;
  readonly gatherMs?: number;
  readonly handle: (services: Services, events: readonly EventRecord<Data>[]) => Promise<void>;
}

/**
 * Declares a reaction. `handle` must be idempotent: each write conditional on `rev` or on the aggregate's `seq`, each commit
 * under an id that follows from the event.
 */
export function react<A extends Aggregate, Data>({ to, name, gatherMs, handle }: Declaration<A, Data>): Reaction {
  // The prefix in a stream's name guarantees that a reaction is only ever given its own streams' data.
  return { to: to.contract.prefix, name, gatherMs, handle };
}
