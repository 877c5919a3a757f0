import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Serve } from './serve.ts';
import { addressFile, storeFile } from './storage/files.ts';
import { narrowFolder } from './storage/private.ts';
import { EmbeddedStoreError } from './storage/store-error.ts';
import type { FromWorker } from './worker.ts';

export { backupStore } from './storage/backup.ts';
export { checkStore } from './storage/check.ts';
export { compactStore } from './storage/compact.ts';
export { overwriteCommand, storeFile } from './storage/files.ts';
export { narrowFolder } from './storage/private.ts';
export { EmbeddedStoreError } from './storage/store-error.ts';

export interface EmbeddedOptions {
  /** The folder of the store, made if it is not there. One process at a time. */
  readonly dir: string;
  /** Where to listen; a fresh private folder under the temp folder unless given. At most 100 bytes. */
  readonly socketPath?: string;
  /** Whether tests may ask for faults with `configureFailPoint`. */
  readonly faults?: boolean;
}

export interface EmbeddedStore {
  /** For mongoose, the driver, or any MongoDB client on this machine. */
  readonly uri: string;
  /** Writes what is under way and ends the worker. */
  close(): Promise<void>;
}

/**
 * Starts the embedded store in a worker thread of this process. Nothing listens on the network.
 *
 * @throws {EmbeddedStoreError} with one sentence for a person: the folder is in use, damaged, or of a newer version.
 */
export async function startEmbedded({ dir, socketPath, faults = false }: EmbeddedOptions): Promise<EmbeddedStore> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  narrowFolder(dir);
  const socket = await socketFor(socketPath);
  try {
    const worker = await startWorker({ file: join(resolve(dir), storeFile), socketPath: socket.path, faults });
    await removeLeftSocket(dir);
    await writeFile(join(dir, addressFile), socket.path, { mode: 0o600 });
    const close = async (): Promise<void> => {
      worker.removeAllListeners('exit');
      worker.postMessage('close');
      await once(worker, 'exit');
      await rm(join(dir, addressFile), { force: true });
      await socket.remove();
    };
    return { uri: `mongodb://${encodeURIComponent(socket.path)}/?directConnection=true`, close };
  } catch (error) {
    await socket.remove();
    throw error;
  }
}

interface SocketPath {
  readonly path: string;
  remove(): Promise<void>;
}

/** A unix socket may have 107 bytes of path, so it is not in the data folder. Its own folder keeps everyone else out. */
async function socketFor(given: string | undefined): Promise<SocketPath> {
  if (given) return { path: given, remove: () => Promise.resolve() };
  if (process.platform === 'win32') {
    const { randomUUID } = await import('node:crypto');
    return { path: `\\\\.\\pipe\\hearth-${randomUUID()}.sock`, remove: () => Promise.resolve() };
  }
  // mkdtemp makes it 0700.
  const folder = await mkdtemp(join(tmpdir(), 'hearth-'));
  return { path: join(folder, 'store.sock'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A process that was killed left its socket's folder. The store is ours now, so that process is no more. */
async function removeLeftSocket(dir: string): Promise<void> {
  const address = await readFile(join(dir, addressFile), 'utf8').catch(() => null);
  const folder = address === null ? '' : dirname(address);
  const isOurs = dirname(folder) === tmpdir() && /^hearth-[A-Za-z0-9]{6}$/.test(basename(folder));
  if (isOurs) await rm(folder, { recursive: true, force: true });
}

async function startWorker(workerData: Serve): Promise<Worker> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  // A crash before the first message rejects here.
  const [told] = (await once(worker, 'message')) as [FromWorker];
  if ('refused' in told) {
    await worker.terminate();
    throw told.isSentence ? new EmbeddedStoreError(told.refused) : new Error(told.refused);
  }
  worker.on('error', failLoudly);
  worker.on('exit', (code) => failLoudly(new Error(`The worker of the embedded store ended with ${code}.`)));
  return worker;
}

/**
 * Without its store the process is of no use, and whoever supervises it starts it again; the file is whole at every
 * moment. Thrown where nobody catches it, so that it ends the process.
 */
function failLoudly(cause: unknown): void {
  setImmediate(() => {
    throw new EmbeddedStoreError('The embedded store has failed. What was acknowledged is safe on the disk.', {
      cause,
    });
  });
}
