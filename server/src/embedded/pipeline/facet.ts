import { setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { collect } from './collect.ts';
import { runWhole } from './run.ts';
import type { Stage, StageContext } from './stage.ts';

const NOT_INSIDE = new Set(['$facet', '$out', '$merge', '$geoNear', '$collStats', '$indexStats', '$documents']);

/** Several pipelines over the same documents. */
export function compileFacet(argument: BsonValue, { env, compile }: StageContext): Stage {
  if (!isDocument(argument) || Object.keys(argument).length === 0) {
    throw location(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = Object.entries(argument).map(([name, stages]) => {
    if (!Array.isArray(stages)) throw location(40170, `arguments to $facet must be arrays, ${name} is not`);
    for (const stage of stages) {
      const [inner = ''] = isDocument(stage) ? Object.keys(stage) : [];
      if (NOT_INSIDE.has(inner)) throw location(40600, `${inner} is not allowed to be used within a $facet stage`);
    }
    return [name, compile(stages, env)] as const;
  });
  return function* (input, run) {
    const documents = yield* collect(input);
    const result: Document = {};
    for (const [name, pipeline] of facets) {
      setField(result, name, yield* collect(runWhole(pipeline, documents, run)));
    }
    yield result;
  };
}
