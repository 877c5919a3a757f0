import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { valueReply } from '../bson/reply.ts';
import type { Document } from '../bson/types.ts';
import type { Work } from '../pause.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection } from '../query/project.ts';
import { failedToParse } from '../values/errors.ts';
import { applyDelete } from './apply-delete.ts';
import { applyUpdate } from './apply-update.ts';
import { looseBooleanField, documentField, namespaceOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

export const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'let',
    'bypassDocumentValidation',
    'bypassEmptyTsReplacement',
  ],
  run(call: Call, store: Store): Promise<Reply> {
    const filter = documentField(call, 'query') ?? {};
    const fields = documentField(call, 'fields') ?? {};
    // A projection is compiled first: one that is wrong must change nothing.
    const isPlain = Object.keys(fields).length === 0;
    const project = isPlain
      ? null
      : compileProjection(fields, { filter: compileFilter(filter, call.env), env: call.env });
    const answer: Answer = (lastErrorObject, raw) => {
      if (!raw) return { lastErrorObject, value: null };
      if (project) return { lastErrorObject, value: project(decode(raw)) };
      return valueReply(encode(lastErrorObject), raw);
    };
    const work = looseBooleanField(call, 'remove') ? remove : change;
    return store.write(work(call, store, filter, answer), call.pace);
  },
};

type Answer = (lastErrorObject: Document, raw: Buffer | null) => Reply;

function* remove(call: Call, store: Store, filter: Document, answer: Answer): Work<Reply> {
  const { update, hint } = call.body;
  if (update !== undefined) throw failedToParse('Cannot specify both an update and remove=true');
  if (looseBooleanField(call, 'upsert')) throw failedToParse('Cannot specify both upsert=true and remove=true');
  if (looseBooleanField(call, 'new')) {
    throw failedToParse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  }
  const sort = documentField(call, 'sort');
  const { count, last } = yield* applyDelete(call, store, namespaceOf(call), { filter, sort, hint, limit: 1 });
  return answer({ n: count }, last);
}

function* change(call: Call, store: Store, filter: Document, answer: Answer): Work<Reply> {
  const { update, arrayFilters, hint } = call.body;
  if (update === undefined) throw failedToParse('Either an update or remove=true must be specified');
  const done = yield* applyUpdate(call, store, namespaceOf(call), {
    filter,
    update,
    arrayFilters,
    hint,
    sort: documentField(call, 'sort'),
    isMulti: false,
    isUpsert: looseBooleanField(call, 'upsert'),
  });
  const isInserted = done.upsertedId !== undefined;
  const lastErrorObject: Document = { n: isInserted ? 1 : done.matched, updatedExisting: done.matched > 0 };
  if (done.upsertedId !== undefined) lastErrorObject['upserted'] = done.upsertedId;
  return answer(lastErrorObject, looseBooleanField(call, 'new') ? done.after : done.before);
}
