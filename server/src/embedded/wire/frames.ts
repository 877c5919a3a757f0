import { LIMITS } from '../limits.ts';

/** A message header: length, request id, id of the request answered, kind. */
export const HEADER = 16;

/** Something no MongoDB client sends. The connection it came on is closed. */
export class ProtocolError extends Error {}

/** Cuts a stream of bytes into whole messages. */
export class Splitter {
  #chunks: Buffer[] = [];
  #held = 0;
  /** How many bytes are needed before there is anything to do: a large message comes in many small pieces. */
  #needed = HEADER;

  /** The messages that are complete with this chunk, in order. */
  take(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#needed) return [];
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#held);
    const messages: Buffer[] = [];
    let at = 0;
    this.#needed = HEADER;
    while (bytes.length - at >= HEADER) {
      const length = lengthAt(bytes, at);
      if (bytes.length - at < length) {
        this.#needed = length;
        break;
      }
      messages.push(bytes.subarray(at, at + length));
      at += length;
    }
    const rest = bytes.subarray(at);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    return messages;
  }
}

function lengthAt(bytes: Buffer, at: number): number {
  const length = bytes.readInt32LE(at);
  if (length < HEADER || length > LIMITS.maxMessageSizeBytes) throw new ProtocolError(`A message of ${length} bytes`);
  return length;
}
