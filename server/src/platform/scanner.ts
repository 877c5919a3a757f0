import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Looks for viruses in what members send, before anybody else gets it. */
export interface Scanner {
  /** Throws where there is no answer that can be understood: what was not looked at is not taken. */
  scan(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<'clean' | 'found'>;
}

/** Longer than ClamAV takes for a large document on a busy machine; connecting is quick or does not happen. */
const LONGEST_MS = 60_000;
/** An answer is one line. */
const ANSWER_MOST = 4_096;

/**
 * ClamAV's own protocol (`clamd(8)`, INSTREAM): the bytes in chunks, each behind its length in four bytes, and an empty one at
 * the end. The answer is `stream: OK`, `stream: <name> FOUND`, or a line that ends in `ERROR`.
 */
export function clamd({ hostname, port }: { readonly hostname: string; readonly port: number }): Scanner {
  return {
    async scan(bytes, signal) {
      const late = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
      const socket = connect({ host: hostname, port });
      const end = () => void socket.destroy(new Error('the scanner did not answer in time'));
      late.addEventListener('abort', end, { once: true });
      try {
        await once(socket, 'connect');
        const answer = answerOf(socket);
        // It says no in the middle where it is sent more than it takes.
        await Promise.race([send(socket, bytes), answer]);
        return verdictIn(await answer);
      } finally {
        late.removeEventListener('abort', end);
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    socket.write(lengthOf(chunk.length));
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (socket.destroyed) throw new Error('the scanner closed the line');
  }
  socket.write(lengthOf(0));
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket) {
    answer += String(chunk);
    if (answer.includes('\0') || answer.length > ANSWER_MOST) break;
  }
  return answer.replace(/\0.*$/s, '').trim();
}

function verdictIn(answer: string): 'clean' | 'found' {
  if (/^stream: OK$/.test(answer)) return 'clean';
  if (/^stream: .+ FOUND$/.test(answer)) return 'found';
  throw new Error(`the scanner answered: ${answer.slice(0, 200) || 'nothing'}`);
}
