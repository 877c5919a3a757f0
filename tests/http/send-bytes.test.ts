import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { sendBytes } from '@hearth/server/http/send-bytes';
import { portOf } from '../support/parts.ts';

const PIECE = Buffer.alloc(256 * 1024);
const PIECES = 64;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** Somebody asks for sixteen megabytes, and what becomes of it. */
async function asking(stillMs: number): Promise<{ answer: IncomingMessage; ended: Promise<string> }> {
  let end: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => (end = resolve));
  const answering = (_request: IncomingMessage, response: ServerResponse) => {
    const bytes = Readable.from(Array.from({ length: PIECES }, () => PIECE));
    sendBytes(bytes, response, stillMs).then(
      () => end('sent'),
      () => end(bytes.destroyed ? 'ended' : 'left open'),
    );
  };
  const server = createServer(answering).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await new Promise<IncomingMessage>((resolve) => get(`http://127.0.0.1:${portOf(server)}/`, resolve));
  open.push(server, { close: () => void answer.destroy() });
  return { answer, ended };
}

test('H31: bytes that nobody takes are not waited for, and hold nothing open', async () => {
  const { answer, ended } = await asking(300);
  answer.pause();
  expect(await ended).toBe('ended');
});

test('whoever takes them slowly gets all of them', async () => {
  const { answer, ended } = await asking(2_000);
  let length = 0;
  answer.on('data', (piece: Buffer) => (length += piece.length));
  await once(answer, 'end');
  expect([await ended, length]).toEqual(['sent', PIECES * PIECE.length]);
});
