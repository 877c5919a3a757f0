import type { Worker } from '../feature.ts';
import { libraryIndex } from './finding.ts';

/**
 * Reads what is published once a server starts, so that whoever asks first does not wait for it. Nobody waits for this: whoever
 * asks meanwhile is answered by the same reading, and where it fails by one of their own.
 */
export const warmIndex: Worker = {
  start(services) {
    void libraryIndex(services).catch((error: unknown) => {
      services.log.warn({ error }, 'the index of the library is read when somebody asks');
    });
    return { stop: async () => {} };
  },
};
