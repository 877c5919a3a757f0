import type { Document } from '../bson/types.ts';
import type { Predicate } from './predicate.ts';

/** Compiles a whole filter; handed in, since filters and conditions contain each other. */
export type CompileFilter = (filter: Document) => Predicate;

/** What an operator may ask for while it is compiled. */
export interface FieldContext {
  readonly path: string;
  /** Elements of an array at the end of the path are tried as well; not inside a value form of `$elemMatch`. */
  readonly expand: boolean;
  readonly condition: Document;
  readonly compileFilter: CompileFilter;
}
