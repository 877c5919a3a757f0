import { setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { compileExpression, type Expression } from '../query/expression.ts';
import { MAX_BYTES_IN_MEMORY } from '../query/sort-flow.ts';
import { location, memoryLimit } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { compileGroupField, type Accumulator, type GroupField } from './accumulators.ts';
import { bytesOf } from './bytes-of.ts';
import { compileSort } from './sort.ts';
import type { Stage, StageContext } from './stage.ts';

/** Groups in the order in which they are met first. */
export function compileGroup(argument: BsonValue, { env }: Pick<StageContext, 'env'>): Stage {
  if (!isDocument(argument)) throw location(15947, "a group's fields must be specified in an object");
  const { _id: id, ...rest } = argument;
  if (id === undefined) throw location(15955, 'a group specification must include an _id');
  const key = compileExpression(id, env);
  const fields = Object.entries(rest).map(([name, spec]) => compileGroupField(name, spec, env));
  return (input) => grouped(input, key, fields);
}

interface Group {
  readonly id: BsonValue;
  readonly accumulators: readonly Accumulator[];
}

function* grouped(
  input: Flow<Document>,
  key: Expression,
  fields: readonly GroupField[],
): Generator<Document | typeof PAUSE> {
  const groups = new Map<string, Group>();
  let bytes = 0;
  for (const document of input) {
    yield PAUSE;
    if (document === PAUSE) continue;
    const id = key(document) ?? null;
    const name = encodeValue(id).toString('latin1');
    let group = groups.get(name);
    if (!group) {
      group = { id, accumulators: fields.map((field) => field.start()) };
      groups.set(name, group);
      bytes += name.length + bytesOf(id) + OVERHEAD * (fields.length + 1);
    }
    for (const [place, { expression }] of fields.entries()) {
      bytes += group.accumulators[place]?.add(expression(document)) ?? 0;
    }
    if (bytes > MAX_BYTES_IN_MEMORY) throw tooMuch();
  }
  for (const { id, accumulators } of groups.values()) {
    const result: Document = { _id: id };
    fields.forEach(({ name }, place) => setField(result, name, accumulators[place]?.result() ?? null));
    yield result;
  }
}

/** What a group or one of its fields takes beside its values, in bytes. */
const OVERHEAD = 100;

const tooMuch = (): Error =>
  memoryLimit("Exceeded memory limit for $group, but didn't allow external sort. Aborting operation.");

/** `$group` by a value and `$sort` by the number of each, the most frequent first. */
export function compileSortByCount(argument: BsonValue, context: StageContext): Stage {
  const isPath = typeof argument === 'string' && argument.startsWith('$');
  const isExpression = isDocument(argument) && Object.keys(argument)[0]?.startsWith('$');
  if (!isPath && !isExpression) {
    throw location(40147, 'the sortByCount field must be defined as a $-prefixed path or an expression');
  }
  const group = compileGroup({ _id: argument, count: { $sum: 1 } }, context);
  const sort = compileSort({ count: -1 }, context);
  return (input, run) => sort(group(input, run), run);
}
