import type { InputOf, OutputOf, Command } from '@hearth/shared/kernel/command';
import type { FeatureContract } from '@hearth/shared/kernel/contract';
import type { Query } from '@hearth/shared/kernel/query';
import type { AudienceOf, StreamContract } from '@hearth/shared/kernel/stream';
import type { Command as Program } from 'commander';
import type { z } from 'zod';
import type { AnyJob } from '../jobs/job.ts';
import type { PersonalData } from '../personal-data/declaration.ts';
import type { Store } from '../platform/mongo.ts';
import type { Piece, StoredBytes } from '../request/bytes.ts';
import type { Context, QueryContext, Reader } from '../request/context.ts';
import type { StandIn } from '../request/stand-in.ts';
import type { Services } from '../services.ts';
import { anyStream, type Aggregate, type AnyStream, type StreamDefinition } from '../streams/definition.ts';
import type { EntryUses } from './entry-uses.ts';
import type { FileSubject } from './file-subject.ts';
import type { Reaction } from './reaction.ts';

type CommandService<C extends Command> = (context: Context, input: InputOf<C>) => Promise<OutputOf<C>>;
type QueryService<Q extends Query> = (context: QueryContext, input: InputOf<Q>) => Promise<OutputOf<Q>>;
/**
 * Answers in another text whenever the query would answer this reader otherwise, and costs less; null where the answer is
 * theirs alone. Readers with the same version are shown the same answer.
 */
type Version<Q extends Query> = (context: QueryContext, input: InputOf<Q>) => Promise<string | null>;
/** Of the reader it says no more than the version does: the rest is the stand-in's. */
type StandInAnswer<Q extends Query> = (context: QueryContext, standIn: StandIn) => Promise<OutputOf<Q>>;

/** A kind of stream, and who may watch it. */
export interface WatchedStream {
  readonly definition: AnyStream;
  /** Which audience somebody belongs to; null where the stream does not exist for them. */
  readonly audienceOf: (reader: Reader, id: string) => Promise<string | null>;
}

export function watched<A extends Aggregate, Data, S extends StreamContract>(
  definition: StreamDefinition<A, Data, S>,
  audienceOf: (reader: Reader, id: string) => Promise<AudienceOf<S> | null>,
): WatchedStream {
  return { definition: anyStream(definition), audienceOf };
}

/** Runs from the start of a server to its end. */
export interface Worker {
  start(services: Services, store: Store): { stop(): Promise<void> };
}

/** Bytes that come and go beside commands and queries. */
export interface Bytes {
  /** Answers as a command does. */
  receive(context: QueryContext, id: string, piece: Piece): Promise<unknown>;
  /** Null where there is nothing that this reader may see. */
  find(reader: Reader, id: string, form: string): Promise<StoredBytes | null>;
}

/** What a feature may be made of beside its answers. */
interface Parts {
  readonly streams: readonly WatchedStream[];
  readonly reactions: readonly Reaction[];
  readonly workers: readonly Worker[];
  readonly jobs: readonly AnyJob[];
  /** What of it files may belong to. */
  readonly fileSubjects: readonly FileSubject[];
  /** Where in it entries of the library are used. */
  readonly entryUses: readonly EntryUses[];
  readonly bytes: Bytes | null;
  /** Picks up, every few seconds, what a process that died left undone and no event names. */
  readonly recover: ((services: Services) => Promise<void>) | null;
  /** Adds what is done from a terminal, `npm run admin -- …`. */
  readonly admin: (program: Program) => void;
}

/** A feature as the generic parts see it. Its folder, its contract in shared, and one line in `index.ts` are all of it. */
export interface Feature<C extends FeatureContract = FeatureContract> extends Parts {
  readonly contract: C;
  /** Who answers what. A command without an answer does not compile. */
  readonly commands: { readonly [One in C['commands'][number] as One['name']]: CommandService<One> };
  readonly queries: { readonly [One in C['queries'][number] as One['name']]: QueryService<One> };
  /** What it keeps of people. Its export gives what the contract says. */
  readonly personalData: PersonalData<z.output<z.ZodObject<C['exported']>>>;
  /** Of queries whose answers pages may be kept with. */
  readonly versions: { readonly [One in C['queries'][number] as One['name']]?: Version<One> };
  /** Of those that say more of their reader than their version does. */
  readonly standInAnswers: { readonly [One in C['queries'][number] as One['name']]?: StandInAnswer<One> };
}

type Declared<C extends FeatureContract> = Pick<Feature<C>, 'commands' | 'queries' | 'personalData'>;

export function feature<C extends FeatureContract>(
  contract: C,
  parts: Declared<C> & Partial<Omit<Feature<C>, 'contract'>>,
): Feature<C> {
  return {
    contract,
    versions: {},
    standInAnswers: {},
    streams: [],
    reactions: [],
    workers: [],
    jobs: [],
    fileSubjects: [],
    entryUses: [],
    bytes: null,
    recover: null,
    admin: () => {},
    ...parts,
  };
}

/** One for each contract, in its order. */
export type FeaturesOf<Contracts extends readonly FeatureContract[]> = {
  readonly [Place in keyof Contracts]: Feature<Contracts[Place]>;
};
