import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import { choosePlan } from '../plan/choose.ts';
import { explainPlan } from '../plan/explain.ts';
import { documentOf, findRows, type Query } from '../plan/find.ts';
import { readHint } from '../plan/hint.ts';
import { PAUSE } from '../pause.ts';
import { compilePipeline } from '../pipeline/pipeline.ts';
import { badValue, failedToParse } from '../values/errors.ts';
import { numberOf } from '../values/numbers.ts';
import { splitOutput } from './aggregate-output.ts';
import type { Call, Command, Reply, Store } from './call.ts';

/** Says how another command would find its documents; with `executionStats`, reads them too. Writes nothing. */
export const explain: Command = {
  fields: ['verbosity'],
  async run(call: Call, store: Store): Promise<Reply> {
    if (!isDocument(call.argument)) throw failedToParse('explain needs a command');
    const [name = ''] = Object.keys(call.argument);
    const collection = String(call.argument[name]);
    const query = queryOf(name, call.argument, call);
    return explainQuery(call, store, `${call.databaseName}.${collection}`, query, call.body['verbosity']);
  },
};

/** Also the answer of an aggregation with `explain: true`. */
export async function explainQuery(
  call: Call,
  store: Store,
  namespace: string,
  query: Query,
  verbosity: Maybe,
): Promise<Document> {
  const collection = store.catalog.find(namespace);
  const { filter, sort, hint, skip = 0, limit = 0 } = query;
  const question = {
    filter,
    sort: isEmpty(sort) ? undefined : sort,
    hint: readHint(hint),
    limit: limit ? limit + skip : 0,
  };
  const winningPlan = collection ? explainPlan(choosePlan(collection, question), question.sort) : { stage: 'EOF' };
  const queryPlanner = { namespace, parsedQuery: filter, winningPlan, rejectedPlans: [] };
  const answer: Document = { explainVersion: '1', queryPlanner };
  if (verbosity !== 'queryPlanner') answer['executionStats'] = await statisticsOf(call, store, namespace, query);
  return { ...answer, serverInfo: { version: '8.0.0' } };
}

async function statisticsOf(call: Call, store: Store, namespace: string, query: Query): Promise<Document> {
  const started = performance.now();
  let nReturned = 0;
  for (const row of findRows(store.sourceOf(store.catalog.find(namespace)), query, call.env)) {
    if (row !== PAUSE && documentOf(row)) nReturned += 1;
    if (call.pace.isTurnOver()) await call.pace.rest();
  }
  return { executionSuccess: true, nReturned, executionTimeMillis: Math.round(performance.now() - started) };
}

const isEmpty = (document: Document | undefined): boolean => !document || Object.keys(document).length === 0;

function queryOf(name: string, command: Document, call: Call): Query {
  switch (name) {
    case 'find':
      return {
        filter: documentOr(command['filter']),
        sort: documentOr(command['sort']),
        skip: numberOf(command['skip']) ?? 0,
        limit: Math.abs(numberOf(command['limit']) ?? 0),
        hint: command['hint'],
      };
    case 'count':
    case 'distinct':
    case 'findAndModify':
    case 'findandmodify':
      return { filter: documentOr(command['query']), sort: documentOr(command['sort']), hint: command['hint'] };
    case 'update':
    case 'delete':
      return statementQuery(command[`${name}s`]);
    case 'aggregate':
      return {
        ...compilePipeline(splitOutput(command['pipeline'], call).reading, call.env).leading,
        hint: command['hint'],
      };
    default:
      throw badValue(`Explain failed due to unknown command: ${name}`);
  }
}

function statementQuery(statements: Maybe): Query {
  const first = Array.isArray(statements) ? statements[0] : undefined;
  return isDocument(first) ? { filter: documentOr(first['q']), hint: first['hint'] } : { filter: {} };
}

const documentOr = (value: Maybe): Document => (isDocument(value) ? value : {});
