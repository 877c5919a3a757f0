import type { Socket } from 'node:net';
import { isDocument, type Document } from '../bson/types.ts';
import type { Faults } from '../faults.ts';
import type { Flush } from '../storage/flush.ts';
import { Splitter } from './frames.ts';
import { readMessage, writeReply, type Incoming } from './message.ts';

/** What carries out commands. It never rejects: whatever goes wrong is a reply. */
export interface Commands {
  run(request: { body: Document; documents: readonly Buffer[]; connectionId: number }): Promise<Buffer>;
}

export interface Serving {
  readonly commands: Commands;
  readonly flush: Flush;
  readonly faults: Faults | null;
}

/** Serves one client until it goes away. What no client would send ends the connection, and nothing else. */
export function serveConnection(socket: Socket, connectionId: number, { commands, flush, faults }: Serving): void {
  const splitter = new Splitter();
  // What comes over one connection is done in its order: a write that nobody waits for comes before the read behind it.
  let last: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const incoming of splitter.take(chunk).map(readMessage)) last = last.then(() => answer(incoming));
    } catch {
      // Not MongoDB's protocol, or not BSON: there is no way to answer it.
      socket.destroy();
    }
  });

  const answer = async (incoming: Incoming): Promise<void> => {
    const { body, documents, isUnanswered } = incoming;
    const send = (reply: Buffer): void => {
      if (faults?.cutsAfter(body)) socket.destroy();
      else if (!isUnanswered && !socket.destroyed) socket.write(writeReply(incoming, reply));
    };
    const configured = faults?.configure(body);
    if (configured) return send(configured);
    const strike = faults?.before(body);
    if (strike) {
      if (strike.delay > 0) await new Promise((over) => setTimeout(over, strike.delay));
      if (strike.isCut) return void socket.destroy();
      if (strike.reply) return send(strike.reply);
    }
    const failures = flush.failures;
    const reply = await commands.run({ body, documents, connectionId });
    // A handshake tells of no document: it neither waits for others' writes nor fails with them.
    if (HANDSHAKES.has(Object.keys(body)[0] ?? '')) return send(reply);
    // What it wrote was rolled back while it came to its end.
    if (flush.failures !== failures) return send(flush.lastFailure ?? reply);
    flush.settle(reply, isDurable(body), send);
  };
}

const HANDSHAKES = new Set(['hello', 'isMaster', 'ismaster', 'ping', 'buildInfo', 'buildinfo', 'endSessions']);

/** Whether the client asked that what it is told, of its own write or of others', be on the disk before. */
function isDurable({ writeConcern, readConcern }: Document): boolean {
  const isWritten = isDocument(writeConcern) && (writeConcern['j'] === true || writeConcern['w'] === 'majority');
  return isWritten || (isDocument(readConcern) && readConcern['level'] === 'majority');
}
