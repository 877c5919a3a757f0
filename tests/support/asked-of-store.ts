import mongoose from 'mongoose';

/** What was asked of one collection: whatever is found, changed, counted or deleted by these conditions. */
export interface Asked {
  readonly collection: string;
  readonly filter: object;
  readonly options: {
    readonly sort?: mongoose.mongo.Sort;
    readonly hint?: mongoose.mongo.Hint;
    readonly limit?: number;
  };
}

/** Of everything that is written by its id alone or for the first time nothing has to be looked for. */
export const isById = ({ filter }: Asked) => Object.keys(filter).length > 0 && '_id' in filter;

export function askedBy(collection: string, method: string, first: unknown, second: unknown): Asked[] {
  const ask = (filter: unknown, options: unknown = {}): Asked => ({
    collection,
    filter: Object(filter),
    options: Object(options),
  });
  switch (method) {
    case 'find':
    case 'findOne':
      return [ask(first, second)];
    case 'bulkWrite':
      return Array.isArray(first) ? first.flatMap((one) => (one.updateOne ? [ask(one.updateOne.filter)] : [])) : [];
    case 'aggregate':
      return Array.isArray(first) ? [ask(first[0]?.$match)] : [];
    case 'distinct':
      return [ask(second)];
    case 'insertOne':
    case 'insertMany':
    case 'createIndex':
      return [];
    default:
      return [ask(first)];
  }
}

export function shapeOf({ collection, filter, options: { sort } }: Asked): string {
  return JSON.stringify([collection, fieldsOf(filter), sort ?? null]);
}

/** The names in a filter, without what stands for them. */
function fieldsOf(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.slice(0, 2).map(fieldsOf);
  if (typeof filter !== 'object' || filter === null || filter instanceof Date) return typeof filter;
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, fieldsOf(value)]));
}

export async function planOf({ collection, filter, options: { sort, hint, limit } }: Asked): Promise<string> {
  const options = { ...(sort && { sort }), ...(hint && { hint }), ...(limit && { limit }) };
  const { queryPlanner } = await mongoose.connection
    .collection(collection)
    .find(filter, options)
    .explain('queryPlanner');
  return JSON.stringify(queryPlanner.winningPlan);
}
