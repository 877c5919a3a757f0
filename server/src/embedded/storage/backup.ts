import { readFile, open, rename, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { HEADER, Splitter } from '../wire/frames.ts';
import { writeCommand } from '../wire/message.ts';
import { Database } from './database.ts';
import { addressFile, backupCommand, storeFile, type OnProgress } from './files.ts';
import { EmbeddedStoreError } from './store-error.ts';

/** How often progress is told, in milliseconds. */
const INTERVAL = 200;

export interface Backup {
  readonly dir: string;
  /** The new file. */
  readonly to: string;
  /** In bytes. */
  readonly onProgress?: OnProgress;
}

/**
 * Copies a store into one file as it is at one moment, also while another process uses it. The file is flushed and
 * comes into place whole; one that is there already is not overwritten.
 *
 * @throws {EmbeddedStoreError} when the file exists, or the store can neither be opened nor asked.
 */
export async function backupStore({ dir, to, onProgress }: Backup): Promise<{ bytes: number }> {
  const [source, target] = [join(dir, storeFile), resolve(to)];
  const partial = `${target}.partial`;
  await claim(target);
  const total = (await stat(source)).size;
  const telling = setInterval(() => {
    stat(partial).then(({ size }) => onProgress?.({ done: size, total }), ignore);
  }, INTERVAL);
  try {
    await claimAnew(partial);
    await copyInto(partial, dir, source);
    await flushFile(partial);
    await rename(partial, target);
    return { bytes: (await stat(target)).size };
  } catch (error) {
    await Promise.all([
      rm(partial, { force: true }),
      rm(`${partial}-journal`, { force: true }),
      rm(target, { force: true }),
    ]);
    throw error;
  } finally {
    clearInterval(telling);
  }
}

/** What an interrupted backup left under the name is no use; what somebody else put there is not written into. */
async function claimAnew(partial: string): Promise<void> {
  await rm(partial, { force: true });
  await claim(partial);
}

/** The file may not be there yet; then there is nothing to tell. */
function ignore(): void {
  return;
}

/** Makes the file, so that nobody else does, and for its owner alone. */
async function claim(target: string): Promise<void> {
  const handle = await open(target, 'wx', 0o600).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists
      ? new EmbeddedStoreError(`${target} exists already and was not overwritten.`, { cause: error })
      : error;
  });
  await handle.close();
}

async function copyInto(file: string, dir: string, source: string): Promise<void> {
  let database: Database;
  try {
    database = new Database(source);
  } catch (error) {
    const address = await readFile(join(dir, addressFile), 'utf8').catch(() => null);
    if (address === null) throw error;
    return askToCopy(address, file);
  }
  try {
    await database.backup(file);
  } finally {
    database.close();
  }
}

/** The store that runs on the folder makes the copy. */
async function askToCopy(address: string, file: string): Promise<void> {
  const reply = await ask(address, { [backupCommand]: file, $db: 'admin' });
  if (reply['ok'] !== 1)
    throw new EmbeddedStoreError(`The store that is running could not make the copy: ${String(reply['errmsg'])}`);
}

async function ask(address: string, command: Parameters<typeof encode>[0]): Promise<ReturnType<typeof decode>> {
  const socket = connect(address);
  const splitter = new Splitter();
  return new Promise((done, failed) => {
    socket.once('error', (cause) =>
      failed(new EmbeddedStoreError(`The store in use does not answer at ${address}.`, { cause })),
    );
    socket.once('close', () => failed(new EmbeddedStoreError(`The store in use ended before the copy was made.`)));
    socket.on('data', (chunk) => {
      const [message] = splitter.take(chunk);
      if (!message) return;
      // Behind the header come four bytes of flags and one that says "a body".
      done(decode(message, HEADER + 5));
      socket.destroy();
    });
    socket.write(writeCommand(encode(command)));
  });
}

async function flushFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}
