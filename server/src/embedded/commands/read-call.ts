import { isDocument, type Document } from '../bson/types.ts';
import { Pace } from '../pace.ts';
import { environment, type Environment } from '../query/environment.ts';
import { compileExpression } from '../query/expression.ts';
import { badValue, MongoError, typeMismatch } from '../values/errors.ts';
import { isNumeric, numberOf, toNumber } from '../values/numbers.ts';
import { readLooseBoolean, refuseCollation, unknownField } from './arguments.ts';
import type { Call, Request } from './call.ts';
import { COMMANDS } from './registry.ts';
import { NO_TRANSACTIONS } from './server-commands.ts';

/** What any command may say beside its own fields. */
const COMMON = new Set([
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'collation',
]);

/** Reads what all commands have in common, and refuses what none can do. */
export function readCall({ body, documents, connectionId }: Request): Call {
  const [name = ''] = Object.keys(body);
  refuseTransaction(body);
  refuseCollation(body['collation']);
  checkConcerns(body);
  const command = COMMANDS.get(name);
  if (command) checkFields(name, body, command.fields);
  const { $db: databaseName = 'admin' } = body;
  if (typeof databaseName !== 'string') throw typeMismatch("The field '$db' must be a string");
  return {
    name,
    argument: body[name] ?? null,
    databaseName,
    body,
    documents,
    connectionId,
    env: environmentOf(body),
    writing: {
      isUnchecked: readLooseBoolean(body['bypassDocumentValidation'], false, `${name}.bypassDocumentValidation`),
      keepsEmptyTimestamps: readLooseBoolean(
        body['bypassEmptyTsReplacement'],
        false,
        `${name}.bypassEmptyTsReplacement`,
      ),
    },
    pace: new Pace(maxTimeOf(body)),
  };
}

function checkFields(name: string, body: Document, known: readonly string[]): void {
  for (const field of Object.keys(body)) {
    if (field === name || field.startsWith('$') || COMMON.has(field) || known.includes(field)) continue;
    throw unknownField(name, field);
  }
}

function refuseTransaction(body: Document): void {
  if (body['txnNumber'] === undefined && body['startTransaction'] === undefined) return;
  throw new MongoError(20, 'IllegalOperation', NO_TRANSACTIONS);
}

function checkConcerns({ writeConcern, readConcern }: Document): void {
  const level = isDocument(readConcern) ? readConcern['level'] : undefined;
  if (level === 'snapshot') {
    throw new MongoError(246, 'SnapshotUnavailable', 'read concern level snapshot is only valid on a replica set');
  }
  if (level === 'linearizable') {
    throw new MongoError(123, 'NotAReplicaSet', 'read concern level linearizable is only valid on a replica set');
  }
  const w = isDocument(writeConcern) ? writeConcern['w'] : undefined;
  if ((numberOf(w) ?? 0) > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated");
  if (typeof w === 'string' && w !== 'majority') {
    throw new MongoError(79, 'UnknownReplWriteConcern', `No write concern mode named '${w}' found`);
  }
}

function maxTimeOf({ maxTimeMS = 0 }: Document): number {
  if (!isNumeric(maxTimeMS)) throw badValue('maxTimeMS must be a number');
  const value = toNumber(maxTimeMS);
  if (value < 0 || value > 2 ** 31 - 1) throw badValue(`${value} value for maxTimeMS is out of range`);
  return value;
}

/** `let` holds expressions over nothing but each other. */
function environmentOf({ let: variables }: Document): Environment {
  const env = environment();
  if (variables === undefined) return env;
  if (!isDocument(variables)) throw typeMismatch("BSON field 'let' must be an object");
  const values: Document = {};
  for (const [name, spec] of Object.entries(variables)) values[name] = compileExpression(spec, env)({}) ?? null;
  return environment(values, env.now);
}
