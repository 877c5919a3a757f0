import { BSONRegExp, isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { isOperators } from '../query/match-field.ts';

/** One thing a filter asks of one path; all conditions of a filter must hold. */
export interface Condition {
  readonly operator: string;
  readonly value: BsonValue;
  /** `$options` beside a `$regex`. */
  readonly options?: Maybe;
  /** It comes out of `$elemMatch` or `$all`, which asks for more than this: a bound of it is never exact. */
  readonly isPart: boolean;
}

export interface Conditions {
  readonly byPath: ReadonlyMap<string, readonly Condition[]>;
  readonly count: number;
  /** The conditions are all the filter says. Otherwise it asks for more, and every document has to be looked at. */
  readonly isWhole: boolean;
}

/** Takes from a filter what an index may know: conditions on paths that all must hold. */
export function conditionsOf(filter: Document): Conditions {
  const reader = new Reader();
  reader.filter(filter, '', false);
  return { byPath: reader.byPath, count: reader.count, isWhole: reader.isWhole };
}

class Reader {
  readonly byPath = new Map<string, Condition[]>();
  count = 0;
  isWhole = true;

  filter(filter: Document, prefix: string, isPart: boolean): void {
    for (const [name, argument] of Object.entries(filter)) {
      if (name === '$and' && Array.isArray(argument)) {
        for (const branch of argument) if (isDocument(branch)) this.filter(branch, prefix, isPart);
      } else if (name.startsWith('$')) {
        if (name !== '$comment') this.isWhole = false;
      } else this.field(prefix + name, argument, isPart);
    }
  }

  private field(path: string, argument: BsonValue, isPart: boolean): void {
    if (argument instanceof BSONRegExp) return this.add(path, '$regex', argument, isPart);
    if (!isOperators(argument)) return this.add(path, '$eq', argument, isPart);
    for (const [operator, value] of Object.entries(argument)) {
      if (operator === '$elemMatch' && isDocument(value)) this.elementMatch(path, value);
      else if (operator === '$all' && Array.isArray(value)) this.allElements(path, value);
      else if (operator === '$regex') this.add(path, operator, value, isPart, argument['$options']);
      else if (operator !== '$options' && operator !== '$comment') this.add(path, operator, value, isPart);
    }
  }

  private elementMatch(path: string, value: Document): void {
    this.isWhole = false;
    if (!Object.keys(value)[0]?.startsWith('$')) this.filter(value, `${path}.`, true);
  }

  private allElements(path: string, values: readonly BsonValue[]): void {
    this.isWhole = false;
    const [first] = values;
    if (first !== undefined && !isOperators(first) && !(first instanceof BSONRegExp))
      this.add(path, '$eq', first, true);
  }

  private add(path: string, operator: string, value: BsonValue, isPart: boolean, options?: Maybe): void {
    this.count += 1;
    const condition = { operator, value, options, isPart };
    const known = this.byPath.get(path);
    if (known) known.push(condition);
    else this.byPath.set(path, [condition]);
  }
}
