import type { Document } from '../bson/types.ts';
import { PAUSE, type Work } from '../pause.ts';
import { MongoError } from '../values/errors.ts';

/** Runs the statements of a batch. A refusal is noted with its position; an ordered batch stops at the first. */
export function* runBatch<Statement>(
  statements: readonly Statement[],
  isOrdered: boolean,
  run: (statement: Statement, index: number) => Work<void> | void,
): Work<Document[]> {
  const errors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    if (index > 0) yield PAUSE;
    try {
      yield* run(statement, index) ?? [];
    } catch (error) {
      // Anything else is no answer to this statement but a fault of ours: it ends the command.
      if (!(error instanceof MongoError)) throw error;
      errors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (isOrdered) break;
    }
  }
  return errors;
}

/** Left out when there is none, as MongoDB does. */
export const writeErrors = (errors: Document[]): Document => (errors.length > 0 ? { writeErrors: errors } : {});
