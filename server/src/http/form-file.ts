import { commonError } from '@hearth/shared/kernel/errors';
import type { IncomingMessage } from 'node:http';

/** More than a browser writes before a file. */
const HEAD_MOST = 4_096;
const HEAD_END = '\r\n\r\n';

/** The one file that a form sent. */
export interface FormFile {
  /** Bytes. */
  readonly size: number;
  /** All of it, in pieces of so many bytes. Throws before the last where the form goes on, or was cut off. */
  pieces(most: number): AsyncIterable<Buffer>;
}

/**
 * Reads a `multipart/form-data` (RFC 7578) with one part, a file, as it arrives: browsers say how long the whole of it is,
 * and so how long the file is, which is all that has to be known before it is here. Another part behind it would be taken for
 * its end, of which no picture is made.
 */
export async function formFile(request: IncomingMessage): Promise<FormFile> {
  const [, quoted, plain] =
    /^multipart\/form-data;\s*boundary=(?:"([^"]{1,70})"|([^";\s]{1,70}))$/i.exec(
      request.headers['content-type'] ?? '',
    ) ?? [];
  const boundary = quoted ?? plain;
  const whole = Number(request.headers['content-length']);
  if (!boundary || !Number.isSafeInteger(whole)) throw commonError('invalid-input');
  // Each chunk of a request that is read without an encoding is one.
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held = Buffer.alloc(0);
  while (!held.includes(HEAD_END)) {
    const { value, done } = await chunks.next();
    if (done || held.length > HEAD_MOST) throw commonError('invalid-input');
    held = Buffer.concat([held, value]);
  }
  const begin = held.indexOf(HEAD_END) + HEAD_END.length;
  const head = held.toString('latin1', 0, begin);
  const end = Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1');
  const size = whole - begin - end.length;
  if (!head.startsWith(`--${boundary}\r\n`) || !/;\s*filename=/i.test(head) || size < 1)
    throw commonError('invalid-input');
  const first = held.subarray(begin);
  return { size, pieces: (most) => piecesOf(chunks, { first, size, end, most }) };
}

interface Expected {
  readonly first: Buffer;
  readonly size: number;
  readonly end: Buffer;
  readonly most: number;
}

async function* piecesOf(chunks: AsyncIterator<Buffer>, { first, size, end, most }: Expected): AsyncGenerator<Buffer> {
  let [held, left] = [first, size];
  while (left > 0) {
    const length = Math.min(most, left);
    // The last one waits for what ends the form.
    const wanted = length === left ? length + end.length : length;
    const gathered = [held];
    for (let have = held.length; have < wanted; have += gathered.at(-1)?.length ?? 0) {
      const { value, done } = await chunks.next();
      if (done) throw commonError('invalid-input');
      gathered.push(value);
    }
    held = Buffer.concat(gathered);
    if (wanted > length && !held.subarray(length).equals(end)) throw commonError('invalid-input');
    yield held.subarray(0, length);
    held = held.subarray(length);
    left -= length;
  }
}
