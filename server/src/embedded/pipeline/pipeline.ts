import { getField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import type { Environment } from '../query/environment.ts';
import { allOf } from '../query/match.ts';
import { location, typeMismatch } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { compileStage } from './stages.ts';
import type { LeadingQuery, Pipeline } from './stage.ts';

export { runPipeline } from './run.ts';
export type { Pipeline, Run } from './stage.ts';

/** Compiles a pipeline. Everything that is wrong with it is found here, not at the first document. */
export function compilePipeline(given: Maybe, env: Environment): Pipeline {
  const specs = readStages(given);
  const { leading, taken } = leadingQuery(specs);
  const compiled = specs.map(({ name, argument }, place) =>
    compileStage(name, argument, { env, wanted: limitBehind(specs.slice(place + 1)), compile: compilePipeline }),
  );
  return {
    leading,
    leadingStages: compiled.slice(0, taken),
    stages: compiled.slice(taken),
    counts: countOf(specs.slice(taken)),
  };
}

interface StageSpec {
  readonly name: string;
  readonly argument: BsonValue;
}

function readStages(given: Maybe): StageSpec[] {
  if (!Array.isArray(given)) throw typeMismatch("'pipeline' option must be specified as an array");
  return given.map((stage) => {
    if (!isDocument(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
    const [name, ...others] = Object.keys(stage);
    if (name === undefined || others.length > 0) {
      throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    return { name, argument: stage[name] ?? null };
  });
}

/** `$match` stages, then one `$sort`, `$skip` and `$limit`, in this order. What is malformed is left to its stage to refuse. */
function leadingQuery(specs: readonly StageSpec[]): { leading: LeadingQuery; taken: number } {
  let taken = 0;
  const take = (name: string, isFine: (argument: BsonValue) => boolean): BsonValue | undefined => {
    const next = specs[taken];
    if (next?.name !== name || !isFine(next.argument)) return undefined;
    taken += 1;
    return next.argument;
  };
  const filters: Document[] = [];
  for (let next = take('$match', isDocument); isDocument(next); next = take('$match', isDocument)) filters.push(next);
  const sort = take('$sort', (argument) => isDocument(argument) && Object.keys(argument).length > 0);
  const skip = numberOf(take('$skip', (argument) => isWhole(argument, 0)));
  const limit = numberOf(take('$limit', (argument) => isWhole(argument, 1)));
  const leading = {
    filter: allOf(filters),
    ...(isDocument(sort) ? { sort } : {}),
    ...(skip === undefined ? {} : { skip }),
    ...(limit === undefined ? {} : { limit }),
  };
  return { leading, taken };
}

function isWhole(argument: BsonValue, least: number): boolean {
  const number = numberOf(argument);
  return number !== undefined && Number.isSafeInteger(number) && number >= least;
}

/** How many documents of a sort the stages behind it can want; 0 for all. */
function limitBehind([first, second]: readonly StageSpec[]): number {
  if (first?.name === '$limit') return numberOf(first.argument) ?? 0;
  if (first?.name !== '$skip' || second?.name !== '$limit') return 0;
  return (numberOf(first.argument) ?? 0) + (numberOf(second.argument) ?? 0);
}

function countOf(rest: readonly StageSpec[]): Pipeline['counts'] {
  const [only] = rest;
  if (rest.length !== 1 || only?.name !== '$group' || !isDocument(only.argument)) return null;
  const { _id: id, ...fields } = only.argument;
  const [field, ...others] = Object.keys(fields);
  if (field === undefined || others.length > 0 || (id !== null && numberOf(id) === undefined)) return null;
  const accumulator = getField(fields, field);
  const isCount = isDocument(accumulator) && Object.keys(accumulator).length === 1 && accumulator['$sum'] === 1;
  return isCount ? { id: id ?? null, field } : null;
}
