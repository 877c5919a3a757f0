import mongoose from 'mongoose';
import type { TestApp } from './app.ts';

/** What was asked of one collection: whatever is found, changed, counted or deleted by these conditions. */
interface Asked {
  readonly collection: string;
  readonly filter: object;
  readonly options: {
    readonly sort?: mongoose.mongo.Sort;
    readonly hint?: mongoose.mongo.Hint;
    readonly limit?: number;
  };
}

/** Of everything that is written by its id alone or for the first time nothing has to be looked for. */
const isById = ({ filter }: Asked) => Object.keys(filter).length > 0 && '_id' in filter;

/** What one call of the driver asks of a collection. */
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

function shapeOf({ collection, filter, options: { sort } }: Asked): string {
  return JSON.stringify([collection, fieldsOf(filter), sort ?? null]);
}

/** The names in a filter, without what stands for them. */
function fieldsOf(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.slice(0, 2).map(fieldsOf);
  if (typeof filter !== 'object' || filter === null || filter instanceof Date) return typeof filter;
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, fieldsOf(value)]));
}

async function planOf({ collection, filter, options: { sort, hint, limit } }: Asked): Promise<string> {
  const options = { ...(sort && { sort }), ...(hint && { hint }), ...(limit && { limit }) };
  const { queryPlanner } = await mongoose.connection
    .collection(collection)
    .find(filter, options)
    .explain('queryPlanner');
  return JSON.stringify(queryPlanner.winningPlan);
}

type App = Pick<TestApp, 'settled'>;

/** All that the store is asked while something is done, each shape of it once. */
async function asking(app: App, act: () => Promise<unknown>): Promise<Asked[]> {
  const all = new Map<string, Asked>();
  mongoose.set('debug', (collection: string, method: string, first: unknown, second: unknown) => {
    for (const asked of askedBy(collection, method, first, second)) all.set(shapeOf(asked), asked);
  });
  try {
    await act();
    await app.settled();
  } finally {
    mongoose.set('debug', false);
  }
  return [...all.values()].filter((asked) => !isById(asked));
}

/** There are few of them, all of them are read at once, and kept. */
const FEW = new Set(['boards', 'groups', 'tags', 'houserules', 'rota_hours', 'floods']);

/** What is put in order once it is read, because there never is much of it. */
const SORTED: readonly (readonly [string, RegExp])[] = [
  ['five hundred bookmarks of one person', /^\["bookmarks",\{"personId":"string"/],
  ['twenty scheduled posts of one person, and as many that were discarded', /^\["scheduled",\{"personId":"string"/],
  ['fifty reasons for a board and as many for all', /^\["reasons",\{"boardId":/],
  ['new accounts that moderators were not told of yet', /^\["people",\{"isUntold"/],
  ['counts that a server which died left unannounced', /^\["tallies",\{"tally":"string","fresh"/],
];

/** What of it is not looked up as it should be. */
export async function lookedUpBadly(app: App, act: () => Promise<unknown>): Promise<string[]> {
  const bad: string[] = [];
  for (const asked of await asking(app, act)) {
    if (FEW.has(asked.collection)) continue;
    const [shape, plan] = [shapeOf(asked), await planOf(asked)];
    if (plan.includes('COLLSCAN')) bad.push(`all are read: ${shape}`);
    else if (plan.includes('"SORT"') && !SORTED.some(([, one]) => one.test(shape)))
      bad.push(`all are sorted: ${shape}`);
  }
  return bad;
}
