import type { AudienceOf, ChangeOf, StreamContract } from '@hearth/shared/kernel/stream';

/** Groups that see different things of one stream. Everybody in an audience gets the same bytes. */
export type Audience = string;

/** Whether what an event gives a subject is still the newest; see {@link StreamDefinition.subjectsOf}. */
export type Shows = (subject: string) => boolean;

/** Of an event that nothing has come after: the live ones. */
export const showsAll: Shows = () => true;

/** The document a stream's decisions are made on. `seq` and `mark` say how far events have been applied to it. */
export interface Aggregate {
  readonly seq: number;
  readonly mark: string;
}

/** One event as it is stored. Its insert is the commit of the command that made it. */
export interface EventRecord<Data = unknown> {
  readonly stream: string;
  readonly seq: number;
  /** Eight random hex digits; tells this event from another history's event of the same number. */
  readonly mark: string;
  readonly commandId: string;
  /** Proves to its issuer, and to nobody else, that a repeated command is theirs. */
  readonly by: string;
  readonly data: Data;
  readonly at: Date;
  /** Reactions that have not dealt with it yet; absent when all have. */
  readonly pending?: readonly string[];
}

/**
 * How one kind of stream works. Event data holds whole new values, so that projecting it twice is projecting it once, and
 * everything presenting needs, so that no other document has to be read.
 */
export interface StreamDefinition<A extends Aggregate, Data, S extends StreamContract = StreamContract> {
  readonly contract: S;
  findAggregate(id: string): Promise<A | null>;
  /** The aggregate as an event leaves it; the same as `project` writes it. */
  evolve(aggregate: A | null, id: string, event: EventRecord<Data>): A;
  /**
   * Writes the documents people read as consecutive events leave them, each only where its `rev` is older, and the aggregate
   * last, only where its `seq` is older and none is missing in between.
   */
  project(id: string, events: readonly EventRecord<Data>[]): Promise<void>;
  /** What an event gives new values, by name (`post 5`). A later event with the same subject replaces what it gave. */
  subjectsOf(data: Data): readonly string[];
  /** What an audience learns of it: the subjects that it still shows. Null where it learns the bare number. */
  present(id: string, event: EventRecord<Data>, audience: AudienceOf<S>, shows: Shows): ChangeOf<S> | null;
  /**
   * Fills in, from the documents as they are now, what presenting needs and the log does not hold: words that were taken
   * out of it, or never were in it. Where it is missing, the data holds everything.
   */
  complete?(id: string, events: readonly EventRecord<Data>[]): Promise<readonly EventRecord<Data>[]>;
  /**
   * Takes the words out of the log that these events have replaced, deleted or set aside. Called once the documents that
   * follow from them can be lost no more, for those of which `replacesWords` is true; repeatable.
   */
  redact?(id: string, events: readonly EventRecord<Data>[]): Promise<void>;
  /** Whether the documents that follow from this event, the aggregate among them, can be lost no more. */
  isDurable?(id: string, event: EventRecord<Data>): Promise<boolean>;
  /** Whether others may watch the stream from this event on: whoever may not is asked to leave before it is delivered. */
  changesReaders?(data: Data): boolean;
  /** Whether such an event replaces, deletes or sets aside words that an earlier one brought: those go from the log. */
  replacesWords?(data: Data, seq: number): boolean;
}

/** A definition whose aggregate and data types are nobody's business but its own. */
export type AnyStream = Omit<StreamDefinition<Aggregate, unknown>, 'evolve'>;

/** The prefix in a stream's name guarantees that a definition is only ever given its own data. */
export function anyStream<A extends Aggregate, Data>(definition: StreamDefinition<A, Data>): AnyStream {
  return definition;
}

/** Among an event's pending names: its documents are to be written. As stored since the first version. */
export const PROJECTION = 'state';

/** Among an event's pending names: it has replaced words, which are to go from the log. */
export const REDACTION = 'redaction';

export function prefixOf(stream: string): string {
  return stream.slice(0, stream.indexOf(':'));
}

export function idOf(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}
