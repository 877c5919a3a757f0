import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { EICAR } from './documents.ts';
import { portOf } from './parts.ts';

export interface Clamd {
  /** As `HEARTH_SCAN` names it. */
  readonly address: string;
  /** How many bytes each of those had that it was given, in turn. */
  readonly scanned: number[];
  /** What it says in the place of a verdict. */
  answer: string | null;
  /** Says nothing until this is over. */
  hold: Promise<void>;
  close(): Promise<void>;
}

const COMMAND = 'zINSTREAM\0';

/** A server that speaks clamd's INSTREAM over TCP, and knows one virus: the one that is none. */
export async function openClamd(port = 0): Promise<Clamd> {
  const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function serve(socket: Socket): Promise<void> {
    const bytes = await streamed(socket);
    clamd.scanned.push(bytes.length);
    await clamd.hold;
    const verdict = bytes.includes(EICAR) ? 'stream: Eicar-Signature FOUND' : 'stream: OK';
    socket.end(`${clamd.answer ?? verdict}\0`);
  }

  const clamd: Clamd = {
    address: `clamd://127.0.0.1:${portOf(server)}`,
    scanned: [],
    answer: null,
    hold: Promise.resolve(),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return clamd;
}

/** What came behind the command, out of its chunks; rejects where it is not as the protocol has it. */
async function streamed(socket: Socket): Promise<Buffer> {
  let held = Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const more of socket.iterator({ destroyOnReturn: false })) {
    held = Buffer.concat([held, more]);
    if (chunks.length === 0 && held.length >= COMMAND.length) {
      if (held.toString('latin1', 0, COMMAND.length) !== COMMAND) throw new Error('not what it understands');
      held = held.subarray(COMMAND.length);
      chunks.push(Buffer.alloc(0));
    }
    while (chunks.length > 0 && held.length >= 4) {
      const length = held.readUInt32BE();
      if (length === 0) return Buffer.concat(chunks);
      if (held.length < 4 + length) break;
      chunks.push(held.subarray(4, 4 + length));
      held = held.subarray(4 + length);
    }
  }
  throw new Error('it ended before the end');
}
