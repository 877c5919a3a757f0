import { encode } from '../bson/encode.ts';
import { isDocument, type Document, type Maybe } from '../bson/types.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { compilePipeline, runPipeline, type Pipeline, type Run } from '../pipeline/pipeline.ts';
import { documentOf, findRows, type Row } from '../plan/find.ts';
import { MAX_DOCUMENT } from '../storage/collection.ts';
import { failedToParse, MongoError } from '../values/errors.ts';
import { isNumeric } from '../values/numbers.ts';
import { splitOutput } from './aggregate-output.ts';
import { booleanField, cursorBatchSize, namespaceOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';
import { countMatching } from './count.ts';
import { explainQuery } from './explain.ts';

export const aggregate: Command = {
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'hint',
    'let',
    'bypassDocumentValidation',
    'bypassEmptyTsReplacement',
    'exchange',
    'fromRouter',
    'needsMerge',
  ],
  async run(call: Call, store: Store): Promise<Reply> {
    const { pipeline: stages, cursor, hint } = call.body;
    const namespace = isNumeric(call.argument) ? `${call.databaseName}.$cmd.aggregate` : namespaceOf(call);
    const { reading, output } = splitOutput(stages, call);
    const pipeline = compilePipeline(reading, call.env);
    if (isNumeric(call.argument)) throw notWithoutCollection(reading);
    const query = { ...pipeline.leading, hint };
    booleanField(call, 'allowDiskUse');
    if (booleanField(call, 'explain')) return explainQuery(call, store, namespace, query, 'queryPlanner');
    if (cursor === undefined) {
      throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
    }
    const batch = { batchSize: cursorBatchSize(call), pace: call.pace };
    if (pipeline.counts && !output) {
      return store.cursors.begin(namespace, await counted(call, store, namespace, pipeline), batch);
    }
    const rows = findRows(store.sourceOf(store.catalog.find(namespace)), query, call.env);
    const results = pipeline.stages.length > 0 ? runPipeline(pipeline, documents(rows), runOf(call, store)) : null;
    if (output) await store.write(output(call, store, results ?? documents(rows)), call.pace);
    return store.cursors.begin(namespace, output ? [] : results ? encoded(results) : raw(rows), batch);
  },
};

function notWithoutCollection(stages: Maybe): MongoError {
  const [first] = Array.isArray(stages) && isDocument(stages[0]) ? Object.keys(stages[0]) : [];
  return new MongoError(
    73,
    'InvalidNamespace',
    `{aggregate: 1} is not valid for '${first ?? 'an empty pipeline'}'; a collection is required.`,
  );
}

/** The answer of a pipeline that only counts: nothing where nothing is found, as `$group` has no group then. */
async function counted(call: Call, store: Store, namespace: string, pipeline: Pipeline): Promise<Buffer[]> {
  const { counts, leading } = pipeline;
  const found = await countMatching(call, store, namespace, { ...leading, hint: call.body['hint'] });
  return counts && found > 0 ? [encode({ _id: counts.id, [counts.field]: found })] : [];
}

function runOf({ databaseName }: Call, store: Store): Run {
  return {
    find: (collection, query, env) => {
      const source = store.sourceOf(store.catalog.find(`${databaseName}.${collection}`));
      return documents(findRows(source, query, env));
    },
  };
}

function* raw(rows: Flow<Row>): Generator<Buffer | typeof PAUSE> {
  for (const row of rows) yield row === PAUSE ? PAUSE : row.raw;
}

function* documents(rows: Flow<Row>): Generator<Document | typeof PAUSE> {
  for (const row of rows) yield row === PAUSE ? PAUSE : documentOf(row);
}

function* encoded(results: Flow<Document>): Generator<Buffer | typeof PAUSE> {
  for (const result of results) yield result === PAUSE ? PAUSE : checked(encode(result));
}

function checked(document: Buffer): Buffer {
  if (document.length <= MAX_DOCUMENT) return document;
  throw new MongoError(
    10334,
    'BSONObjectTooLarge',
    `BSONObj size: ${document.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT}`,
  );
}
