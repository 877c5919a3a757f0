import type { BsonValue, Document, Maybe } from '../bson/types.ts';
import type { Flow } from '../pause.ts';
import type { Environment } from '../query/environment.ts';

/** What the first stages of a pipeline ask of one collection; an index may answer it. */
export interface LeadingQuery {
  readonly filter: Document;
  readonly sort?: Document;
  readonly skip?: number;
  readonly limit?: number;
}

/** What stages need while they run. */
export interface Run {
  /** The documents of another collection of the same database. */
  find(collection: string, query: LeadingQuery, env: Environment): Flow<Document>;
}

/**
 * A stage takes documents and gives documents, one after the other. Whatever takes time without giving a document gives
 * PAUSE instead, and passes on every PAUSE it is given. It changes nothing in the documents it is given.
 */
export type Stage = (input: Flow<Document>, run: Run) => Flow<Document>;

/** A compiled pipeline: a query that an index may answer, and stages that work on what it finds. */
export interface Pipeline {
  readonly leading: LeadingQuery;
  /** The leading query as stages, for documents that no index leads to. */
  readonly leadingStages: readonly Stage[];
  readonly stages: readonly Stage[];
  /** All it does behind the query is count: `{$group: {_id: 1, n: {$sum: 1}}}`, as drivers send `countDocuments`. */
  readonly counts: { readonly id: BsonValue; readonly field: string } | null;
}

/** What a stage may need while it is compiled. */
export interface StageContext {
  readonly env: Environment;
  /** How many documents the stages behind it can want; 0 for all. */
  readonly wanted: number;
  /** For stages that hold pipelines. */
  readonly compile: (stages: Maybe, env: Environment) => Pipeline;
}
