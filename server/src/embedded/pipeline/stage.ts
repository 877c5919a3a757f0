import type { Document } from '../bson/types.ts';
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
