import { isDocument, type BsonValue } from '../bson/types.ts';
import { failedToParse, location } from '../values/errors.ts';
import { runPipeline } from './run.ts';
import type { Stage, StageContext } from './stage.ts';

/** The documents of another collection behind those that come. */
export function compileUnionWith(argument: BsonValue, { env, compile }: StageContext): Stage {
  const { coll, pipeline = [], ...rest } = isDocument(argument) ? argument : { coll: argument };
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw location(40415, `BSON field '$unionWith.${unknown}' is an unknown field.`);
  if (typeof coll !== 'string' || coll === '') throw failedToParse('$unionWith needs the name of a collection');
  const compiled = compile(pipeline, env);
  return function* (input, run) {
    yield* input;
    yield* runPipeline(compiled, run.find(coll, compiled.leading, env), run);
  };
}
