import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { encode } from './bson/encode.ts';
import type { Document } from './bson/types.ts';
import { Engine } from './commands/engine.ts';
import { Faults } from './faults.ts';
import { Database } from './storage/database.ts';
import { backupCommand, overwriteCommand } from './storage/files.ts';
import { Flush } from './storage/flush.ts';
import { Overwriting } from './storage/overwrite.ts';
import { serveConnection, type Commands } from './wire/connection.ts';

/** How often cursors nobody asks for and documents past their time are looked for, in milliseconds. */
const TICK = 1_000;

export interface Serve {
  readonly file: string;
  /** A unix socket, or a named pipe on Windows. */
  readonly socketPath: string;
  readonly faults: boolean;
}

export interface Served {
  close(): Promise<void>;
}

/** Opens the file and serves it at the socket. Throws an EmbeddedStoreError where a person can do something about it. */
export async function serve({ file, socketPath, faults: withFaults }: Serve): Promise<Served> {
  const database = new Database(file);
  const sockets = new Set<Socket>();
  const faults = withFaults ? new Faults() : null;
  const engine = new Engine(database, { onFailure: (error) => flush.fail(error) });
  const flush = new Flush({
    database,
    engine,
    beforeCommit: () => faults?.beforeCommit(),
    afterFlush: () => faults?.afterFlush(),
  });
  const overwriting = new Overwriting(database, () => flush.commit());
  const commands = withOwn(engine, {
    [backupCommand]: (to) => database.backup(String(to)),
    [overwriteCommand]: () => overwriting.again(),
  });
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, ++connections, { commands, flush, faults });
  });
  await listen(server, socketPath);
  let isTicking = false;
  const tick = (): void => {
    if (isTicking) return;
    isTicking = true;
    // Whoever waited has been told if it failed; a disk that is full now may have room the next time.
    const over = (): void => void (isTicking = false);
    engine.tick().then(over, over);
  };
  const ticking = setInterval(tick, TICK);
  const close = async (): Promise<void> => {
    clearInterval(ticking);
    await overwriting.close();
    flush.commit();
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
    await flush.close();
    database.close();
  };
  return { close };
}

async function listen(server: Server, path: string): Promise<void> {
  if (process.platform !== 'win32') rmSync(path, { force: true });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(path, done));
  if (process.platform !== 'win32') chmodSync(path, 0o600);
}

type Own = Readonly<Record<string, (argument: unknown) => Promise<void>>>;

/** The commands of a MongoDB, and those of this store's own. */
function withOwn(engine: Commands, own: Own): Commands {
  const reply = async (work: Promise<void>): Promise<Document> => {
    try {
      await work;
      return { ok: 1 };
    } catch (error) {
      return {
        ok: 0,
        errmsg: error instanceof Error ? error.message : String(error),
        code: 1,
        codeName: 'InternalError',
      };
    }
  };
  return {
    run: (request) => {
      const [name = ''] = Object.keys(request.body);
      const run = Object.hasOwn(own, name) ? own[name] : undefined;
      return run ? reply(run(request.body[name])).then(encode) : engine.run(request);
    },
  };
}
