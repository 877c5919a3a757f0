import { setField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { PAUSE } from '../pause.ts';
import { withCells } from '../query/environment.ts';
import { compileExpression, type Expression } from '../query/expression.ts';
import { valueAtPath } from '../query/expression-path.ts';
import { compileFilter } from '../query/match.ts';
import { MAX_BYTES_IN_MEMORY } from '../query/sort-flow.ts';
import { compileTransform } from '../query/transform.ts';
import { failedToParse, location, memoryLimit, notSupported } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { numberOf } from '../values/numbers.ts';
import { bytesOf } from './bytes-of.ts';
import { equalTo } from './lookup.ts';
import type { Run, Stage, StageContext } from './stage.ts';

const KNOWN = new Set([
  'from',
  'startWith',
  'connectFromField',
  'connectToField',
  'as',
  'maxDepth',
  'depthField',
  'restrictSearchWithMatch',
]);

interface Graph {
  readonly from: string;
  readonly start: Expression;
  readonly fromParts: readonly string[];
  readonly toField: string;
  readonly as: string;
  /** Steps behind the first; Infinity for as many as there are. */
  readonly maxDepth: number;
  readonly depthField: string | undefined;
  readonly restrict: Document;
}

/** All documents of a collection that can be reached from each document, step by step, as an array. */
export function compileGraphLookup(argument: BsonValue, { env }: StageContext): Stage {
  const graph = readGraph(argument, env);
  const [scope, [found]] = withCells(env, ['found']);
  const put = compileTransform('$set', { [graph.as]: '$$found' }, scope);
  if (!put || !found) throw location(9, '$graphLookup needs a field for its result');
  return function* (input, run) {
    for (const document of input) {
      if (document === PAUSE) yield PAUSE;
      else {
        found.value = yield* reached(graph, document, run, env);
        yield put(document);
      }
    }
  };
}

/** Breadth first, so that each document is found at its least depth. Throws code 292 beyond 100 MB. */
function* reached(
  { start, fromParts, toField, from, maxDepth, depthField, restrict }: Graph,
  document: Document,
  run: Run,
  env: StageContext['env'],
): Generator<typeof PAUSE, Document[]> {
  const found = new Map<string, Document>();
  const asked = new Set<string>();
  let bytes = 0;
  let front = unasked(start(document) ?? null, asked);
  for (let depth = 0; front.length > 0 && depth <= maxDepth; depth++) {
    const next: BsonValue[] = [];
    const filter = { $and: [equalTo(toField, front), restrict] };
    for (const one of run.find(from, { filter }, env)) {
      yield PAUSE;
      if (one === PAUSE) continue;
      const key = encodeValue(one['_id'] ?? null).toString('latin1');
      if (found.has(key)) continue;
      const onward = valueAtPath(one, fromParts);
      if (onward !== undefined) next.push(...unasked(onward, asked));
      if (depthField !== undefined) setField(one, depthField, BigInt(depth));
      found.set(key, one);
      bytes += bytesOf(one);
      if (bytes > MAX_BYTES_IN_MEMORY) throw memoryLimit('$graphLookup reached maximum memory consumption');
    }
    front = next;
  }
  return [...found.values()];
}

/** Of a value, or of each element of an array, what has not been looked for yet. */
function unasked(value: BsonValue, asked: Set<string>): BsonValue[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => {
    const key = encodeValue(one).toString('latin1');
    if (asked.has(key)) return false;
    asked.add(key);
    return true;
  });
}

function readGraph(argument: BsonValue, env: StageContext['env']): Graph {
  if (!isDocument(argument)) throw failedToParse('the $graphLookup stage specification must be an object');
  for (const name of Object.keys(argument)) {
    if (!KNOWN.has(name)) throw location(40104, `Unknown argument to $graphLookup: ${name}`);
  }
  const { from, startWith, depthField, maxDepth, restrictSearchWithMatch: restrict = {} } = argument;
  if (isDocument(from)) throw notSupported('$graphLookup from another database');
  if (typeof from !== 'string' || startWith === undefined) {
    throw location(40105, '$graphLookup requires from, startWith, connectFromField, connectToField and as');
  }
  if (!isDocument(restrict)) throw location(40185, '$graphLookup needs an object for restrictSearchWithMatch');
  compileFilter(restrict, env);
  return {
    from,
    start: compileExpression(startWith, env),
    fromParts: pathIn(argument, 'connectFromField').split('.'),
    toField: pathIn(argument, 'connectToField'),
    as: pathIn(argument, 'as'),
    maxDepth: maxDepth === undefined ? Infinity : depthOf(maxDepth),
    depthField: depthField === undefined ? undefined : pathIn(argument, 'depthField'),
    restrict,
  };
}

function pathIn(argument: Document, name: string): string {
  const path = argument[name];
  if (typeof path !== 'string') throw location(40103, `expected string as argument for ${name}`);
  if (path === '' || path.startsWith('$')) {
    throw location(16410, "FieldPath field names may not be empty or start with '$'.");
  }
  if (name === 'depthField' && path.includes('.')) throw notSupported('a depthField with dots');
  return path;
}

function depthOf(maxDepth: BsonValue): number {
  const depth = numberOf(maxDepth);
  if (depth === undefined) throw location(40100, 'maxDepth must be numeric');
  if (depth < 0) throw location(40101, 'maxDepth requires a nonnegative argument');
  if (!Number.isInteger(depth)) throw location(40102, 'maxDepth could not be represented as a long long');
  return depth;
}
