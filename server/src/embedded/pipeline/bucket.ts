import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { compare, rankOf } from '../values/order.ts';
import { compileGroup } from './group.ts';
import { compileSort } from './sort.ts';
import type { Stage, StageContext } from './stage.ts';

const KNOWN = new Set(['groupBy', 'boundaries', 'default', 'output']);

/** A `$group` by the lower boundary of the range a value falls in, and a `$sort` by it: that is how MongoDB does it. */
export function compileBucket(argument: BsonValue, context: StageContext): Stage {
  if (!isDocument(argument)) throw location(40201, 'Argument to $bucket stage must be an object');
  for (const name of Object.keys(argument)) {
    if (!KNOWN.has(name)) throw location(40197, `Unrecognized option to $bucket: ${name}.`);
  }
  const { groupBy, boundaries, default: other, output = { count: { $sum: 1 } } } = argument;
  if (groupBy === undefined || boundaries === undefined) {
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  const branches = branchesOf(groupBy, checkedBoundaries(boundaries));
  const choice: Document = other === undefined ? { branches } : { branches, default: { $literal: other } };
  if (!isDocument(output)) throw location(40196, "The $bucket 'output' field must be an object");
  const group = compileGroup({ _id: { $switch: choice }, ...output }, context);
  const sort = compileSort({ _id: 1 }, context);
  return (input, run) => sort(group(input, run), run);
}

function checkedBoundaries(boundaries: BsonValue): BsonValue[] {
  if (!Array.isArray(boundaries)) throw location(40200, "The $bucket 'boundaries' field must be an array");
  if (boundaries.length < 2) {
    throw location(40192, "The $bucket 'boundaries' field must have at least 2 values");
  }
  for (const [place, upper] of boundaries.entries()) {
    const lower = boundaries[place - 1];
    if (lower === undefined) continue;
    if (rankOf(lower) !== rankOf(upper)) {
      throw location(40193, "All values in the 'boundaries' option to $bucket must have the same type");
    }
    if (compare(lower, upper) >= 0) {
      throw location(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
    }
  }
  return boundaries;
}

function branchesOf(groupBy: BsonValue, boundaries: readonly BsonValue[]): Document[] {
  return boundaries.slice(1).map((upper, place): Document => {
    const lower = { $literal: boundaries[place] ?? null };
    const isInside = { $and: [{ $gte: [groupBy, lower] }, { $lt: [groupBy, { $literal: upper }] }] };
    return { case: isInside, then: lower };
  });
}
