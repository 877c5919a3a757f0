import type { Document } from '../bson/types.ts';
import { PAUSE, type Flow } from '../pause.ts';
import { MAX_BYTES_IN_MEMORY } from '../query/sort-flow.ts';
import { memoryLimit } from '../values/errors.ts';
import { bytesOf } from './bytes-of.ts';

/** Gathers a flow in a list, giving its pauses: `const all = yield* collect(flow)`. Throws code 292 beyond 100 MB. */
export function* collect(flow: Flow<Document>): Generator<typeof PAUSE, Document[]> {
  const found: Document[] = [];
  let bytes = 0;
  for (const document of flow) {
    if (document !== PAUSE) {
      found.push(document);
      bytes += bytesOf(document);
      if (bytes > MAX_BYTES_IN_MEMORY) throw memoryLimit('A stage of the pipeline exceeded its memory limit of 100 MB');
    }
    yield PAUSE;
  }
  return found;
}
