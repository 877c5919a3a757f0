import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Sends bytes as fast as they are taken. Where none is taken for `stillMs` milliseconds, the connection ends: what nobody
 * reads would hold an open file and memory for as long as they like.
 */
export async function sendBytes(bytes: Readable, response: ServerResponse, stillMs: number): Promise<void> {
  response.setTimeout(stillMs, () => response.destroy());
  await pipeline(bytes, response);
}
