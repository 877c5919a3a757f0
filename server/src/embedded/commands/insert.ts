import type { Work } from '../pause.ts';
import { booleanField, namespaceOf, requireBatch } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';
import { runBatch, writeErrors } from './write-batch.ts';

export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement'],
  run(call: Call, store: Store): Promise<Reply> {
    requireBatch(call.documents.length);
    return store.write(insertAll(call, store, namespaceOf(call)), call.pace);
  },
};

function* insertAll(call: Call, { catalog }: Store, namespace: string): Work<Reply> {
  let inserted = 0;
  const errors = yield* runBatch(call.documents, booleanField(call, 'ordered', true), (document) => {
    catalog.ensure(namespace).insert(document, call.writing);
    inserted += 1;
  });
  return { n: inserted, ...writeErrors(errors) };
}
