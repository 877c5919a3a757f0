import { io } from 'socket.io-client';
import { outgoing } from '@hearth/shared/outgoing';
import { overHttp } from '../api/http.ts';
import { Sender, type Transport } from '../api/sender.ts';
import { ownStore } from './command-store.ts';
import { Connection, type LiveSocket, type Status, type Whose } from './connection.ts';
import { settleDraft } from './draft-recovery.ts';
import { Transports } from './transports.ts';

// What a page needs only once it stands. Nothing else imports this file, so that reading never waits for it.

export function openConnection(whose: Whose, onStatus: (status: Status) => void): Connection {
  const transports = new Transports(tabMemory());
  const socket: LiveSocket = io({ ...transports.options, reconnectionDelay: 300, reconnectionDelayMax: 5_000 });
  transports.follow(socket);
  return new Connection(socket, onStatus, whose);
}

/** Goes on with what was left from before a reload. `wait` ends early when the network is back. */
export function openSender(
  connection: Connection,
  personId: string | null,
  wait: (ms: number) => Promise<void>,
): Sender {
  const overSocket: Transport = async ({ name, commandId, input }) => {
    const result = await connection.command(name, commandId, input);
    if (!result.ok && result.error.reason === 'use-http') throw new Error('It sets a cookie, which a socket cannot.');
    return result;
  };
  const sender = new Sender({
    transports: [overSocket, overHttp('', (...request) => fetch(...request), personId)],
    store: ownStore(),
    rules: outgoing,
    wait,
    now: () => Date.now(),
    report: (fault) => reportError(fault),
  });
  sender.resume(settleDraft);
  return sender;
}

/** A browser may forbid even looking at it. */
function tabMemory(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
