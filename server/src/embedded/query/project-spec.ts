import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { badValue, location } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import type { Environment } from './environment.ts';
import { compileExpression, isTrue, type Expression } from './expression.ts';
import { compileElementTest } from './match-array.ts';
import { compileCondition } from './match-field.ts';
import { compileFilter } from './match.ts';

/** What a projection does with one path. */
export type Leaf =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'compute'; readonly expression: Expression }
  | { readonly kind: 'slice'; readonly first: number; readonly count: number | null }
  | { readonly kind: 'element'; readonly test: (element: BsonValue) => boolean }
  | { readonly kind: 'position' };

export interface Branch {
  readonly kind: 'branch';
  readonly children: Map<string, Projected>;
}

export type Projected = Leaf | Branch;

/** A projection's paths as a tree. */
export interface ProjectionTree {
  readonly root: Branch;
  /** Only what is named is kept; otherwise only what is named goes. */
  readonly includes: boolean;
  readonly keepsId: boolean;
}

/** `isStage`: `$project`, which has no `$slice`, `$elemMatch` and `.$` of its own. */
export function readProjection(spec: Document, env: Environment, isStage: boolean): ProjectionTree {
  const reader = new Reader(env, isStage);
  for (const [path, value] of Object.entries(spec)) reader.read(path, value);
  return { root: reader.root, includes: reader.includes(), keepsId: reader.id !== false };
}

class Reader {
  readonly root: Branch = { kind: 'branch', children: new Map() };
  id: boolean | undefined;
  private mode: 'inclusion' | 'exclusion' | undefined;
  private hasElement = false;
  private hasSlice = false;
  private hasOthers = false;
  private readonly env: Environment;
  private readonly isStage: boolean;

  constructor(env: Environment, isStage: boolean) {
    this.env = env;
    this.isStage = isStage;
  }

  includes(): boolean {
    if (this.mode) return this.mode === 'inclusion';
    if (this.hasElement && !this.hasSlice) return true;
    return this.id === true && !this.hasOthers;
  }

  read(path: string, value: BsonValue): void {
    if (path.startsWith('$')) throw location(16410, `FieldPath field names may not start with '$': ${path}`);
    if (typeof value === 'boolean' || isNumeric(value)) return this.flag(path, isTrue(value));
    if (isDocument(value)) {
      const [operator] = Object.keys(value);
      if (operator === undefined) {
        throw location(51270, `An empty sub-projection is not a valid value. Found empty object at path ${path}`);
      }
      if (!operator.startsWith('$')) {
        for (const [name, inner] of Object.entries(value)) this.read(`${path}.${name}`, inner);
        return;
      }
      if (!this.isStage && this.operator(path, operator, value)) return;
    }
    if (path === '_id') this.id = true;
    this.setMode('inclusion', path, 'compute');
    this.put(path, { kind: 'compute', expression: compileExpression(value, this.env) });
  }

  private flag(path: string, isOn: boolean): void {
    if (path === '_id') {
      this.id = isOn;
      return;
    }
    this.setMode(isOn ? 'inclusion' : 'exclusion', path, 'flag');
    if (!path.endsWith('.$')) return this.put(path, { kind: isOn ? 'include' : 'exclude' });
    if (this.isStage || !isOn) throw badValue(`positional projection is not allowed here: ${path}`);
    this.put(path.slice(0, -2), { kind: 'position' });
  }

  /** Operators of find alone; false for anything else, which is an expression. */
  private operator(path: string, name: string, value: Document): boolean {
    const argument = value[name] ?? null;
    if (name === '$slice' && isSlice(argument)) {
      this.hasSlice = true;
      this.hasOthers = true;
      const [first = 0, count = null] = Array.isArray(argument) ? argument.map(numeric) : [numeric(argument)];
      this.put(path, { kind: 'slice', first, count });
      return true;
    }
    if (name !== '$elemMatch') return false;
    if (!isDocument(argument)) throw badValue('elemMatch: Invalid argument, object required');
    if (path.includes('.')) throw location(31275, 'Cannot use $elemMatch projection on a nested field.');
    this.hasElement = true;
    this.hasOthers = true;
    const filterOf = (filter: Document) => compileFilter(filter, this.env);
    this.put(path, { kind: 'element', test: compileElementTest(argument, filterOf, compileCondition) });
    return true;
  }

  private setMode(mode: 'inclusion' | 'exclusion', path: string, cause: 'flag' | 'compute'): void {
    this.hasOthers = true;
    if (this.mode && this.mode !== mode) throw mixed(mode, path, cause);
    this.mode = mode;
  }

  private put(path: string, leaf: Leaf): void {
    const parts = path.split('.');
    const last = parts.pop() ?? '';
    if (last === '' || parts.includes('')) throw location(40353, 'FieldPath field names may not be empty strings.');
    let at = this.root;
    for (const part of parts) {
      const child = at.children.get(part) ?? { kind: 'branch', children: new Map<string, Projected>() };
      if (child.kind !== 'branch') throw location(31249, `Path collision at ${path} remaining portion ${last}`);
      at.children.set(part, child);
      at = child;
    }
    if (at.children.has(last)) throw location(31250, `Path collision at ${path}`);
    at.children.set(last, leaf);
  }
}

function mixed(mode: 'inclusion' | 'exclusion', path: string, cause: 'flag' | 'compute'): Error {
  if (cause === 'compute') return location(31252, `Cannot use an expression in an exclusion projection: ${path}`);
  const other = mode === 'inclusion' ? 'exclusion' : 'inclusion';
  return location(mode === 'exclusion' ? 31254 : 31253, `Cannot do ${mode} on field ${path} in ${other} projection`);
}

const isSlice = (value: BsonValue): boolean =>
  isNumeric(value) || (Array.isArray(value) && value.length === 2 && value.every((one) => isNumeric(one)));

const numeric = (value: BsonValue): number => (isNumeric(value) ? toNumber(value) : 0);
