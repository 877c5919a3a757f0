import { cloneValue } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import type { Environment } from '../query/environment.ts';
import { compileExpression } from '../query/expression.ts';
import type { Order } from '../query/order-by.ts';
import { failedToParse, location, notSupported } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import type { Sortable } from '../values/order.ts';
import { compileGroupField } from './accumulators.ts';

/** Documents that belong together, in order. */
export interface Partition {
  readonly documents: readonly Document[];
  /** What they are sorted by; null without an order. */
  readonly keys: readonly (readonly Sortable[])[] | null;
}

/** Given a partition, answers the value at each place. It is asked for one place after the other. */
export type WindowFunction = (partition: Partition) => (place: number) => Maybe;

/** Reads one field of the `output` of `$setWindowFields`: a function, and for some of them the `window` it looks at. */
export function compileWindowFunction(
  path: string,
  spec: BsonValue,
  order: Order | null,
  env: Environment,
): WindowFunction {
  if (!isDocument(spec)) throw failedToParse(`The field '${path}' must be an object`);
  const { window, ...rest } = spec;
  const [name, ...others] = Object.keys(rest);
  if (name === undefined || others.length > 0) throw failedToParse(`The field '${path}' must have one window function`);
  const argument = rest[name] ?? null;
  if (Object.hasOwn(BY_ORDER, name)) {
    if (window !== undefined) throw location(5371601, `${name} does not accept a 'window' field`);
    return BY_ORDER[name]?.(name, argument, order, env) ?? nothing;
  }
  if (REFUSED.test(name)) throw notSupported(`the window function ${name}`);
  return overWindow(compileGroupField('value', { [name]: argument }, env), readWindow(window, order));
}

const nothing: WindowFunction = () => () => null;

const REFUSED = /^\$(?:derivative|integral|covariancePop|covarianceSamp|expMovingAvg|linearFill|locf|minMaxScaler)$/;

type ByOrder = (name: string, argument: BsonValue, order: Order | null, env: Environment) => WindowFunction;

const BY_ORDER: Readonly<Record<string, ByOrder>> = {
  $documentNumber: (name, argument, order) => {
    requireOrder(name, argument, order, Infinity);
    return () => (place) => place + 1;
  },
  $rank: (name, argument, order) => ranking(requireOrder(name, argument, order, 1), (_rank, place) => place + 1),
  $denseRank: (name, argument, order) => ranking(requireOrder(name, argument, order, 1), (rank) => rank + 1),
  $shift: (_name, argument, order, env) => {
    if (!isDocument(argument)) throw failedToParse(`Argument to $shift must be an object`);
    const { output, by, default: other = null } = argument;
    const distance = numberOf(by);
    if (output === undefined || distance === undefined || !Number.isInteger(distance)) {
      throw failedToParse(`$shift requires 'output' and a whole number 'by'`);
    }
    if (!order) throw location(5371602, `'$shift' requires a sortBy`);
    const [value, otherwise] = [compileExpression(output, env), compileExpression(other, env)];
    return ({ documents }) =>
      (place) => {
        const there = documents[place + distance];
        return (there ? value(there) : otherwise({})) ?? null;
      };
  },
};

function requireOrder(name: string, argument: BsonValue, order: Order | null, most: number): Order {
  if (!isDocument(argument) || Object.keys(argument).length > 0) {
    throw location(5371603, `${name} must be specified with '{}' as the value`);
  }
  if (order && order.fields.length <= most) return order;
  throw location(5371602, `${name} must be specified with a top level sortBy expression with exactly one element`);
}

/** Equal keys have equal ranks; at a new key `next` says from the rank before and the place what the rank is. */
function ranking({ compareKeys }: Order, next: (rank: number, place: number) => number): WindowFunction {
  return ({ keys }) => {
    let rank = 0;
    return (place) => {
      const [before, here] = [keys?.[place - 1], keys?.[place]];
      if (!before || !here || compareKeys(before, here) !== 0) rank = next(rank, place);
      return rank;
    };
  };
}

/** From and to which place, counted from the document's own. */
interface Window {
  readonly from: number;
  readonly to: number;
}

function readWindow(window: Maybe, order: Order | null): Window {
  if (window === undefined) return { from: -Infinity, to: Infinity };
  if (!isDocument(window)) throw failedToParse("'window' field must be an object");
  const { documents, ...rest } = window;
  if ('range' in rest || 'unit' in rest) throw notSupported('a window by range');
  if (Object.keys(rest).length > 0) throw failedToParse("'window' field can only contain 'documents'");
  if (documents === undefined) return { from: -Infinity, to: Infinity };
  if (!Array.isArray(documents) || documents.length !== 2)
    throw failedToParse('Window bounds must be a 2-element array');
  const [from, to] = [edgeOf(documents[0], -Infinity), edgeOf(documents[1], Infinity)];
  if (!order && (Number.isFinite(from) || Number.isFinite(to))) {
    throw location(5339901, 'Document-based bounds require a sortBy');
  }
  if (from > to) throw location(5339900, 'Lower bound must not exceed upper bound');
  return { from, to };
}

function edgeOf(edge: Maybe, unbounded: number): number {
  if (edge === 'unbounded') return unbounded;
  if (edge === 'current') return 0;
  const distance = numberOf(edge);
  if (distance !== undefined && Number.isInteger(distance)) return distance;
  throw failedToParse("Window bounds must be 'unbounded', 'current', or a number");
}

/** An accumulator over a window. One whose beginning stays only takes what comes in; any other begins anew each time. */
function overWindow({ start, expression }: ReturnType<typeof compileGroupField>, { from, to }: Window): WindowFunction {
  return ({ documents }) => {
    const value = (place: number): Maybe => {
      const document = documents[place];
      return document && expression(document);
    };
    let held = start();
    let taken = 0;
    return (place) => {
      const end = Math.min(documents.length, place + to + 1);
      if (from !== -Infinity) {
        held = start();
        taken = Math.max(0, place + from);
      }
      for (; taken < end; taken++) held.add(value(taken));
      return cloneValue(held.result());
    };
  };
}
