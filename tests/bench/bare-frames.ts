import type { Socket } from 'node:net';

/** What the bare client asks: a document of BSON, whose first four bytes are its length. */
export interface Ask {
  readonly op: 'insert' | 'find' | 'page' | 'like';
  readonly key: string;
  readonly room: number;
  readonly document: Uint8Array;
}

/** Cuts what arrives into whole documents. */
export function frames(socket: Socket, onFrame: (bytes: Buffer) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const length = held.readInt32LE(0);
      onFrame(held.subarray(0, length));
      held = held.subarray(length);
    }
  });
}
