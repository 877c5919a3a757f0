import { io } from 'socket.io-client';
import { Connection, type LiveSocket, type Status, type Whose } from './connection.ts';

/** Opens the page's connection. A file of its own, with all that only a live page needs: it is loaded when the page stands. */
export function openConnection(whose: Whose, onStatus: (status: Status) => void): Connection {
  const socket: LiveSocket = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
  });
  return new Connection(socket, onStatus, whose);
}
