import { io } from 'socket.io-client';
import { Connection, type LiveSocket, type Status, type Whose } from './connection.ts';
import { Transports } from './transports.ts';

/** Opens the page's connection. A file of its own, with all that only a live page needs: it is loaded when the page stands. */
export function openConnection(whose: Whose, onStatus: (status: Status) => void): Connection {
  const transports = new Transports(tabMemory());
  const socket: LiveSocket = io({ ...transports.options, reconnectionDelay: 300, reconnectionDelayMax: 5_000 });
  transports.follow(socket);
  return new Connection(socket, onStatus, whose);
}

/** A browser may forbid even to look at it. */
function tabMemory(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
