import { startEmbedded } from '../../../server/src/embedded/index.ts';

/** A store in a process of its own, and nothing else in it: `node serve.ts <folder> [<socket> [faults]]`. The first line is the address. */
const [folder = '', socketPath, faults] = process.argv.slice(2);
const store = await startEmbedded({ dir: folder, faults: faults === 'faults', ...(socketPath ? { socketPath } : {}) });
process.stdout.write(`${store.uri}\n`);
process.once('SIGTERM', () => void store.close());
