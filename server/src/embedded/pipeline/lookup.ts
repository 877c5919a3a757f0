import { BSONRegExp, isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { PAUSE } from '../pause.ts';
import { withCells, type Cell, type Environment } from '../query/environment.ts';
import { checkVariable } from '../query/expression-loop.ts';
import { compileExpression, type Expression } from '../query/expression.ts';
import { allOf } from '../query/match.ts';
import { compileTransform, type Transform } from '../query/transform.ts';
import { failedToParse, location, notSupported } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { collect } from './collect.ts';
import { runPipeline } from './run.ts';
import type { Pipeline, Run, Stage, StageContext } from './stage.ts';

interface Lookup {
  readonly from: string;
  /** What the documents of the other collection must have in `foreignField`. */
  readonly local: { readonly value: Expression; readonly foreignField: string } | undefined;
  readonly variables: readonly { readonly cell: Cell; readonly value: Expression }[];
  readonly pipeline: Pipeline;
  readonly scope: Environment;
}

/** The documents of another collection that belong to each document, as an array. */
export function compileLookup(argument: BsonValue, { env, compile }: StageContext): Stage {
  const { as, lookup, hasPipeline } = readLookup(argument, env, compile);
  const [asScope, [found]] = withCells(env, ['found']);
  const put = compileTransform('$set', { [as]: '$$found' }, asScope);
  if (!put || !found) throw location(9, '$lookup needs a field for its result');
  const remember = !hasPipeline && lookup.local !== undefined;
  return function* (input, run) {
    const answers = new Map<string, Document[]>();
    for (const document of input) {
      if (document === PAUSE) yield PAUSE;
      else yield* joined(document, { lookup, put, found, answers: remember ? answers : undefined }, run);
    }
  };
}

/** As many answers are remembered for local values that come again. */
const MAX_ANSWERS = 1_000;

interface Join {
  readonly lookup: Lookup;
  readonly put: Transform;
  readonly found: Cell;
  readonly answers: Map<string, Document[]> | undefined;
}

function* joined(
  document: Document,
  { lookup, put, found, answers }: Join,
  run: Run,
): Generator<Document | typeof PAUSE> {
  const values = lookup.local && valuesOf(lookup.local.value(document));
  const key = answers && encodeValue(values ?? null).toString('latin1');
  let list = key === undefined ? undefined : answers?.get(key);
  if (!list) {
    for (const { cell, value } of lookup.variables) cell.value = value(document);
    list = yield* collect(search(lookup, values, run));
    if (key !== undefined && answers && answers.size < MAX_ANSWERS) answers.set(key, list);
  }
  found.value = list;
  yield put(document);
}

function search(
  { from, local, pipeline, scope }: Lookup,
  values: BsonValue[] | undefined,
  run: Run,
): ReturnType<Stage> {
  const { filter, ...rest } = pipeline.leading;
  const own = Object.keys(filter).length > 0 ? [filter] : [];
  const equal = local && values ? [equalTo(local.foreignField, values)] : [];
  return runPipeline(pipeline, run.find(from, { filter: allOf([...equal, ...own]), ...rest }, scope), run);
}

/** Of an array each element is looked up, not the array itself; nothing, and an empty array, as null. */
function valuesOf(value: ReturnType<Expression>): BsonValue[] {
  const values = Array.isArray(value) ? value : [value ?? null];
  return values.length === 0 ? [null] : values;
}

/** A filter for a field that is equal to one of the values. */
export function equalTo(field: string, values: readonly BsonValue[]): Document {
  const [only] = values;
  if (values.length === 1) return { [field]: { $eq: only ?? null } };
  // Under $in a regular expression would be a pattern.
  if (!values.some((value) => value instanceof BSONRegExp)) return { [field]: { $in: [...values] } };
  return { $or: values.map((value): Document => ({ [field]: { $eq: value } })) };
}

const KNOWN = new Set(['from', 'localField', 'foreignField', 'let', 'pipeline', 'as']);

function readLookup(
  argument: BsonValue,
  env: Environment,
  compile: StageContext['compile'],
): { as: string; lookup: Lookup; hasPipeline: boolean } {
  if (!isDocument(argument)) throw failedToParse('the $lookup specification must be an Object');
  for (const name of Object.keys(argument)) {
    if (!KNOWN.has(name)) throw failedToParse(`unknown argument to $lookup: ${name}`);
  }
  const { from, as, let: variables, pipeline } = argument;
  if (isDocument(from)) throw notSupported('$lookup from another database');
  if (typeof from !== 'string') throw failedToParse("$lookup 'from' must be a string");
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup");
  const [scope, bound] = bindVariables(variables ?? {}, env);
  const local = localOf(argument, env);
  if (!local && pipeline === undefined) {
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  }
  const lookup = { from, local, variables: bound, pipeline: compile(pipeline ?? [], scope), scope };
  return { as, lookup, hasPipeline: pipeline !== undefined };
}

function localOf({ localField, foreignField }: Document, env: Environment): Lookup['local'] {
  if (localField === undefined && foreignField === undefined) return undefined;
  if (typeof localField !== 'string' || typeof foreignField !== 'string') {
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified as strings",
    );
  }
  if (foreignField === '' || foreignField.startsWith('$')) {
    throw location(16410, "FieldPath field names may not be empty or start with '$'.");
  }
  return { value: compileExpression(`$${localField}`, env), foreignField };
}

function bindVariables(spec: BsonValue, env: Environment): [Environment, Lookup['variables']] {
  if (!isDocument(spec)) throw failedToParse("$lookup argument 'let' must be an object");
  const names = Object.keys(spec).map(checkVariable);
  const [scope, cells] = withCells(env, names);
  const bound = names.flatMap((name, index) => {
    const cell = cells[index];
    return cell ? [{ cell, value: compileExpression(spec[name] ?? null, env) }] : [];
  });
  return [scope, bound];
}
