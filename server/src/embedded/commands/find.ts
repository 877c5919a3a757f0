import { encode } from '../bson/encode.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { documentOf, findRows, type Row } from '../plan/find.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection } from '../query/project.ts';
import { failedToParse, notSupported } from '../values/errors.ts';
import type { Document } from '../bson/types.ts';
import { booleanField, documentField, namespaceOf, numberField } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

/** Each true or false, whether or not it says anything here. */
const FLAGS = [
  'singleBatch',
  'noCursorTimeout',
  'allowPartialResults',
  'allowDiskUse',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
];

export const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowPartialResults',
    'allowDiskUse',
    'let',
    'max',
    'min',
    'returnKey',
    'showRecordId',
    'tailable',
    'awaitData',
    'oplogReplay',
  ],
  run(call: Call, store: Store): Promise<Reply> {
    for (const name of FLAGS) booleanField(call, name);
    for (const name of ['max', 'min', 'returnKey', 'showRecordId', 'tailable', 'awaitData']) {
      const value = call.body[name];
      if (value !== undefined && value !== false) throw notSupported(`the option ${name} of find`);
    }
    const namespace = namespaceOf(call);
    const limit = numberField(call, 'limit', -Infinity) ?? 0;
    const batchSize = numberField(call, 'batchSize', -Infinity);
    if (batchSize !== undefined && batchSize < 0) throw failedToParse('batchSize must not be negative');
    const query = {
      filter: documentField(call, 'filter') ?? {},
      sort: documentField(call, 'sort'),
      hint: call.body['hint'],
      skip: numberField(call, 'skip'),
      // A negative limit is a limit that closes the cursor.
      limit: Math.abs(limit),
    };
    const rows = findRows(store.sourceOf(store.catalog.find(namespace)), query, call.env);
    return store.cursors.begin(namespace, replies(rows, projectionOf(call, query.filter)), {
      batchSize,
      isSingle: limit < 0 || booleanField(call, 'singleBatch'),
      pace: call.pace,
    });
  },
};

type Projection = (document: Document) => Document;

function projectionOf(call: Call, filter: Document): Projection | null {
  const spec = documentField(call, 'projection') ?? {};
  if (Object.keys(spec).length === 0) return null;
  return compileProjection(spec, { filter: compileFilter(filter, call.env), env: call.env });
}

/** Without a projection the stored bytes go out as they are. */
function* replies(rows: Flow<Row>, project: Projection | null): Generator<Buffer | typeof PAUSE> {
  for (const row of rows) {
    if (row === PAUSE) yield PAUSE;
    else yield project ? encode(project(documentOf(row))) : row.raw;
  }
}
