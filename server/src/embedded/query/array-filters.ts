import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { badValue, failedToParse, typeMismatch } from '../values/errors.ts';
import { describe } from '../values/describe.ts';
import type { Environment } from './environment.ts';
import { compileFilter, type Predicate } from './match.ts';

/** The filters behind `$[name]`. Each must be used by some path. */
export class ArrayFilters {
  private readonly filters = new Map<string, Predicate>();
  private readonly used = new Set<string>();

  constructor(specs: Maybe, env: Environment) {
    if (specs !== undefined && !Array.isArray(specs)) throw typeMismatch('arrayFilters must be an array');
    for (const spec of specs ?? []) {
      if (!isDocument(spec)) throw typeMismatch('Each array filter must be an object');
      const name = nameIn(spec);
      if (this.filters.has(name)) {
        throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
      }
      this.filters.set(name, compileFilter(spec, env));
    }
  }

  get size(): number {
    return this.filters.size;
  }

  use(name: string, path: string): void {
    if (name !== '' && !this.filters.has(name)) {
      throw badValue(`No array filter found for identifier '${name}' in path '${path}'`);
    }
    this.used.add(name);
  }

  /** The test on one element; `$[]` takes every element. */
  test(name: string): (element: BsonValue) => boolean {
    const meets = this.filters.get(name);
    return meets ? (element) => meets({ [name]: element }) : () => true;
  }

  refuseUnused(update: Document): void {
    for (const name of this.filters.keys()) {
      if (this.used.has(name)) continue;
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update ${describe(update)}`);
    }
  }
}

function nameIn(filter: Document): string {
  const names = new Set(topNames(filter));
  const [name] = names;
  if (names.size !== 1 || name === undefined) {
    throw failedToParse('Error parsing array filter :: caused by :: Expected a single top-level field name');
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
}

const JOINS = new Set(['$and', '$or', '$nor']);

function topNames(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!JOINS.has(name)) return [name.split('.')[0] ?? ''];
    return Array.isArray(value) ? value.flatMap((one) => (isDocument(one) ? topNames(one) : [])) : [];
  });
}
