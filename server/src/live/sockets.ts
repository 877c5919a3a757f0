import type { ClientToServer, ServerToClient } from '@hearth/shared/kernel/protocol';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Origin } from '../request/context.ts';
import type { Visitor } from '../request/visitor.ts';

export interface SocketState {
  /** Kept true by `access` messages: see access.ts. */
  visitor: Visitor;
  /** The number of the check that last said so, 0 before the first. */
  checked: number;
  readonly origin: Origin;
}

export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketState>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketState>;
/** What a socket speaks over; it is there before somebody joins, and may be there after they left. */
export type LiveConnection = LiveSocket['conn'];

/** The rooms of a person's sockets. A stream's rooms have another prefix, so nobody can watch them. */
export function personRoom(personId: string): string {
  return `person:${personId}`;
}
