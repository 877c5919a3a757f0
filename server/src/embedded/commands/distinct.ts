import { getField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Maybe } from '../bson/types.ts';
import { PAUSE } from '../pause.ts';
import { documentOf, findRows } from '../plan/find.ts';
import { typeMismatch } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { documentField, namespaceOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

export const distinct: Command = {
  fields: ['key', 'query', 'hint', 'collation'],
  async run(call: Call, store: Store): Promise<Reply> {
    const { key, hint } = call.body;
    if (typeof key !== 'string') throw typeMismatch("BSON field 'distinct.key' must be a string");
    const parts = key.split('.');
    const source = store.sourceOf(store.catalog.find(namespaceOf(call)));
    const values = new Map<string, BsonValue>();
    for (const row of findRows(source, { filter: documentField(call, 'query') ?? {}, hint }, call.env)) {
      if (row !== PAUSE) collect(documentOf(row), parts, 0, values);
      if (call.pace.isTurnOver()) await call.pace.rest();
    }
    const inOrder = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
    return { values: inOrder.map(([, value]) => value) };
  },
};

/** Every value that the path leads to, by its key: equal values have equal keys, and keys are in BSON's order. */
function collect(value: Maybe, parts: readonly string[], depth: number, found: Map<string, BsonValue>): void {
  const part = parts[depth];
  if (part === undefined) {
    for (const one of Array.isArray(value) ? value : [value]) remember(one, found);
  } else if (Array.isArray(value)) {
    if (/^\d+$/.test(part)) collect(value[Number(part)], parts, depth + 1, found);
    for (const one of value) if (isDocument(one)) collect(one, parts, depth, found);
  } else if (isDocument(value)) collect(getField(value, part), parts, depth + 1, found);
}

function remember(value: Maybe, found: Map<string, BsonValue>): void {
  if (value === undefined) return;
  const key = encodeValue(value).toString('latin1');
  if (!found.has(key)) found.set(key, value);
}
