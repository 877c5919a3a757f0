import { booleanField, namespaceOf, requireBatch } from './arguments.ts';
import type { Call, Command, House, Reply } from './call.ts';
import { runBatch, writeErrors } from './write-batch.ts';

export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement'],
  run(call: Call, { catalog }: House): Reply {
    const namespace = namespaceOf(call);
    requireBatch(call.documents.length);
    let inserted = 0;
    const errors = runBatch(call.documents, booleanField(call, 'ordered', true), (document) => {
      catalog.ensure(namespace).insert(document);
      inserted += 1;
    });
    return { n: inserted, ...writeErrors(errors) };
  },
};
