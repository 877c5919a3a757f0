import type { Actor } from '@hearth/shared/kernel/access';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Services } from '../services.ts';
import type { Cause } from '../streams/commit.ts';
import type { Aggregate, StreamDefinition } from '../streams/definition.ts';

/**
 * What a feature keeps of people. Erasing and exporting know no feature: they walk these declarations, and a test fails
 * for any collection or stream that nobody claims.
 */
export interface PersonalData<Part extends object = object> {
  /** The mongoose models it keeps, those without a word about anybody too. */
  readonly collections: readonly string[];
  readonly streams: readonly StreamPersonalData[];
  /** Its part of what somebody gets who asks for all of their data: in their own words where they are theirs. */
  export(exporting: Exporting): Promise<Part>;
  /**
   * Takes somebody out of its collections; true when there was anything. Repeated until there is nothing, so that each step
   * is harmless when it is done again. What people see changes by events, so that open pages follow (promise L3): commits
   * under `leaving.causeOf`. The log is cleaned afterwards, by what `streams` declares.
   */
  erase(services: Services, leaving: Leaving): Promise<boolean>;
}

/** Where nothing is kept, or nothing of anybody; also to begin with. */
export const nothingPersonal: PersonalData<Record<string, never>> = {
  collections: [],
  streams: [],
  export: async () => ({}),
  erase: async () => false,
};

/** Somebody who asks for their data. */
export interface Exporting {
  readonly services: Services;
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly sessionId: string;
  /** Aborted when the server closes: what takes long looks at it between two pieces. */
  readonly signal: AbortSignal;
}

/** Somebody who is being erased. */
export interface Leaving {
  readonly personId: PersonId;
  /** What becomes of what they wrote. */
  readonly words: 'keep' | 'remove';
  /** The server's. Keys the tags by which somebody is known where their id is not kept. */
  readonly secret: string;
  /** The same id whenever the same is tried again; afterwards nothing that is left can tell whom it was about. */
  causeOf(what: string): Cause;
}

/** Where the events of one kind of stream name people, and how they are taken out. */
export interface StreamPersonalData<Data = unknown> {
  readonly prefix: string;
  /** Paths in the event data that hold the id of a person: the log is searched by them. */
  readonly names: readonly string[];
  /** Where somebody is known by something else than their id, which has to be tried. */
  readonly tags?: TagSearch<Data>;
  /**
   * What the log of stream `id` is rewritten with. Gives the same object back where there is no trace of them, and a copy
   * without one where there is; `withoutPerson` does that for whatever stands beside an id.
   */
  redact(id: string, leaving: Leaving): Rewrite<Data> | Promise<Rewrite<Data>>;
}

interface TagSearch<Data> {
  /** Event data without anything at this path holds none. */
  readonly path: string;
  /** What is read of the others: the rest of the data is missing. */
  readonly parts: readonly string[];
  isTheirs(id: string, data: Data, leaving: Leaving): boolean;
}

type Rewrite<Data> = (data: Data) => Data;

/** Declares that a stream's events name nobody. */
export function namesNobody<A extends Aggregate, Data>(definition: StreamDefinition<A, Data>): StreamPersonalData {
  return personalStream(definition, { names: [], redact: () => (data) => data });
}

/** Declares where a stream's events name people. */
export function personalStream<A extends Aggregate, Data>(
  { contract: { prefix } }: StreamDefinition<A, Data>,
  declared: Omit<StreamPersonalData<Data>, 'prefix'>,
): StreamPersonalData {
  // The prefix in a stream's name guarantees that a declaration is only ever given its own stream's data.
  return { prefix, ...declared } as StreamPersonalData;
}
