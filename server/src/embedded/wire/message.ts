import { decode, decodeCommand, firstName } from '../bson/decode.ts';
import type { Document } from '../bson/types.ts';
import { HEADER, ProtocolError } from './frames.ts';

/** The two kinds of message a driver sends: OP_QUERY for its first `hello` only, OP_MSG for everything else. */
const KIND = { reply: 1, query: 2004, message: 2013 } as const;
const FLAG = { checksum: 1, moreToCome: 2, exhaustAllowed: 1 << 16 } as const;
/** Flags below this bit may not be ignored by a server that does not know them. */
const REQUIRED_FLAGS = 0xffff;

export interface Incoming {
  readonly requestId: number;
  readonly body: Document;
  /** The `documents` of an insert, as they came. */
  readonly documents: readonly Buffer[];
  /** The client waits for no answer, and would be out of step with one. */
  readonly isUnanswered: boolean;
  readonly isQuery: boolean;
}

export function readMessage(bytes: Buffer): Incoming {
  const kind = bytes.readInt32LE(12);
  if (kind === KIND.message) return readOpMsg(bytes);
  if (kind === KIND.query) return readOpQuery(bytes);
  throw new ProtocolError(`A message of kind ${kind}`);
}

/** Flags, collection name, two numbers, and the command. */
function readOpQuery(bytes: Buffer): Incoming {
  const nameEnd = bytes.indexOf(0, HEADER + 4);
  const command = decode(bytes, nameEnd + 9);
  const body = { ...command, $db: 'admin' };
  return { requestId: bytes.readInt32LE(4), body, documents: [], isUnanswered: false, isQuery: true };
}

/** A body, and any number of sequences: arrays of documents that stand beside the body. The checksum is not looked at. */
function readOpMsg(bytes: Buffer): Incoming {
  const flags = bytes.readUInt32LE(HEADER);
  const unknown = flags & REQUIRED_FLAGS & ~(FLAG.checksum | FLAG.moreToCome);
  if (unknown) throw new ProtocolError(`Flags ${unknown} nobody knows`);
  const end = bytes.length - (flags & FLAG.checksum ? 4 : 0);
  let body: Document | undefined;
  let documents: Buffer[] = [];
  const sequences: [string, Buffer[]][] = [];
  for (let at = HEADER + 4; at < end;) {
    const section = bytes.subarray(at + 1, at + 1 + sizeAt(bytes, at + 1, end));
    if (bytes[at] === 0) {
      const { command, raw } = decodeCommand(section, firstName(section) === 'insert' ? 'documents' : undefined);
      body = command;
      documents = [...documents, ...raw];
    } else if (bytes[at] === 1) sequences.push(readSequence(section));
    else throw new ProtocolError(`A section of kind ${bytes[at]}`);
    at += 1 + section.length;
  }
  if (!body) throw new ProtocolError('A message without a command');
  for (const [name, parts] of sequences) {
    if (name === 'documents') documents = parts;
    else body[name] = parts.map((part) => decode(part));
  }
  const isUnanswered = (flags & FLAG.moreToCome) !== 0;
  return { requestId: bytes.readInt32LE(4), body, documents, isUnanswered, isQuery: false };
}

function readSequence(section: Buffer): [string, Buffer[]] {
  const nameEnd = section.indexOf(0, 4);
  const parts: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = sizeAt(section, at, section.length);
    parts.push(section.subarray(at, at + size));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), parts];
}

/** The size that stands at the beginning of a document or section; nothing may reach over the end. */
function sizeAt(bytes: Buffer, at: number, end: number): number {
  const size = at + 5 <= end ? bytes.readInt32LE(at) : -1;
  if (size < 5 || at + size > end) throw new ProtocolError('A section longer than its message');
  return size;
}

let lastId = 0;

/** The answer to a message, in the form the message came in. */
export function writeReply(incoming: Pick<Incoming, 'requestId' | 'isQuery'>, reply: Buffer): Buffer {
  const front = incoming.isQuery ? HEADER + 20 : HEADER + 5;
  const bytes = Buffer.alloc(front + reply.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE((lastId = (lastId + 1) | 0), 4);
  bytes.writeInt32LE(incoming.requestId, 8);
  bytes.writeInt32LE(incoming.isQuery ? KIND.reply : KIND.message, 12);
  if (incoming.isQuery) {
    // "Await capable", no cursor, the first of one document.
    bytes.writeInt32LE(8, HEADER);
    bytes.writeInt32LE(1, HEADER + 16);
  }
  reply.copy(bytes, front);
  return bytes;
}

/** A command as a client sends it. */
export function writeCommand(command: Buffer): Buffer {
  const bytes = writeReply({ requestId: 0, isQuery: false }, command);
  return bytes;
}
