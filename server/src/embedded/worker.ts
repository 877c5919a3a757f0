import { parentPort, workerData } from 'node:worker_threads';
import { serve, type Serve, type Served } from './serve.ts';
import { EmbeddedStoreError } from './storage/store-error.ts';

/** What the worker tells its owner: that it serves, or why it cannot. */
export type FromWorker = { readonly serving: true } | { readonly refused: string; readonly isSentence: boolean };

const owner = parentPort;
if (!owner) throw new Error('This file is the worker of the embedded store; see index.ts.');

// Class and prototype do not cross the border between threads; the sentence does.
function refusal(error: unknown): FromWorker {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof EmbeddedStoreError) return { refused: error.message, isSentence: true };
  return { refused: message, isSentence: false };
}

try {
  // What index.ts hands over.
  const served: Served = await serve(workerData as Serve);
  owner.once('message', () => void served.close().then(() => owner.close()));
  owner.postMessage({ serving: true } satisfies FromWorker);
} catch (error) {
  owner.postMessage(refusal(error));
}
