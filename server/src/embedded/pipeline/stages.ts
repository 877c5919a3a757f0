import type { BsonValue, Document } from '../bson/types.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { compileFilter } from '../query/match.ts';
import { compileTransform, type Transform } from '../query/transform.ts';
import { location, notSupported } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import { compileBucket } from './bucket.ts';
import { compileFacet } from './facet.ts';
import { compileGraphLookup } from './graph-lookup.ts';
import { compileGroup, compileSortByCount } from './group.ts';
import { compileLookup } from './lookup.ts';
import { compileSample } from './sample.ts';
import { compileSort } from './sort.ts';
import type { Stage, StageContext } from './stage.ts';
import { compileUnionWith } from './union-with.ts';
import { compileUnwind } from './unwind.ts';
import { compileSetWindowFields } from './window.ts';

const STAGES: ReadonlyMap<string, (argument: BsonValue, context: StageContext) => Stage> = new Map([
  ['$match', compileMatch],
  ['$sort', compileSort],
  ['$skip', (argument) => skip(wholeNumber(argument, '$skip', 0))],
  ['$limit', (argument) => limit(wholeNumber(argument, '$limit', 1))],
  ['$count', compileCount],
  ['$group', compileGroup],
  ['$sortByCount', compileSortByCount],
  ['$bucket', compileBucket],
  ['$unwind', compileUnwind],
  ['$lookup', compileLookup],
  ['$graphLookup', compileGraphLookup],
  ['$unionWith', compileUnionWith],
  ['$facet', compileFacet],
  ['$sample', compileSample],
  ['$setWindowFields', compileSetWindowFields],
]);

/** Stages that MongoDB has and this store has not. */
const REFUSED =
  /^\$(?:geoNear|bucketAuto|redact|densify|fill|search|searchMeta|vectorSearch|documents|collStats|indexStats|planCacheStats|currentOp|listSessions|listLocalSessions|listSampledQueries|querySettings|rankFusion|shardedDataDistribution|changeStreamSplitLargeEvent)$/;

export function compileStage(name: string, argument: BsonValue, context: StageContext): Stage {
  const compile = STAGES.get(name);
  if (compile) return compile(argument, context);
  const transform = compileTransform(name, argument, context.env);
  if (transform) return each(transform);
  if (name === '$changeStream') {
    throw location(40573, 'The $changeStream stage is only supported on replica sets');
  }
  if (name === '$out' || name === '$merge')
    throw location(40601, `${name} can only be the final stage in the pipeline`);
  throw REFUSED.test(name)
    ? notSupported(`the stage ${name}`)
    : location(40324, `Unrecognized pipeline stage name: '${name}'`);
}

const each = (transform: Transform): Stage =>
  function* (input) {
    for (const document of input) yield document === PAUSE ? PAUSE : transform(document);
  };

function compileMatch(argument: BsonValue, { env }: StageContext): Stage {
  const meets = compileFilter(argument, env);
  return function* (input) {
    for (const document of input) yield document === PAUSE || !meets(document) ? PAUSE : document;
  };
}

const skip = (count: number): Stage =>
  function* (input) {
    let seen = 0;
    for (const document of input) yield document === PAUSE || ++seen <= count ? PAUSE : document;
  };

const limit = (count: number): Stage =>
  function* (input) {
    let seen = 0;
    for (const document of input) {
      yield document;
      if (document !== PAUSE && ++seen === count) return;
    }
  };

function compileCount(field: BsonValue): Stage {
  if (typeof field !== 'string' || field === '') throw location(40156, 'the count field must be a non-empty string');
  if (field.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path');
  if (field.includes('.')) throw location(40160, "the count field cannot contain '.'");
  return (input) => counted(input, field);
}

function* counted(input: Flow<Document>, field: string): Generator<Document | typeof PAUSE> {
  let found = 0;
  for (const document of input) {
    if (document !== PAUSE) found += 1;
    yield PAUSE;
  }
  if (found > 0) yield { [field]: found };
}

function wholeNumber(argument: BsonValue, name: string, least: number): number {
  const number = isNumeric(argument) ? toNumber(argument) : NaN;
  if (!Number.isInteger(number)) {
    throw location(5107201, `invalid argument to ${name} stage: Expected an integer`);
  }
  if (number >= least) return number;
  if (name === '$limit' && number === 0) throw location(15958, 'the limit must be positive');
  throw location(5107201, `invalid argument to ${name} stage: Expected a non-negative number, but found ${number}`);
}
