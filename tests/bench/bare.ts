import mongoose from 'mongoose';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { frames, type Ask } from './bare-frames.ts';
import type { Peer, Post } from './store-peers.ts';

const { BSON } = mongoose.mongo;

/** One connection, one question at a time, as a driver's pool does it. */
interface Line {
  readonly ask: (ask: Ask) => Promise<unknown>;
  readonly socket: Socket;
}

/** Bare SQLite behind a socket, with as many connections as there will be clients. */
export async function openBare(folder: string, connections: number): Promise<Peer> {
  const socketPath = join(folder, 'bare.sock');
  const workerData = { file: join(folder, 'bare.sqlite'), socketPath };
  const worker = new Worker(new URL('./bare-worker.ts', import.meta.url), { workerData });
  await once(worker, 'message');
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(socketPath)));
  const free = [...lines];
  const ask = async (question: Partial<Ask> & Pick<Ask, 'op'>): Promise<unknown> => {
    const line = free.pop();
    if (!line) throw new Error('There are more clients than connections.');
    try {
      return await line.ask({ key: '', room: 0, document: new Uint8Array(), ...question });
    } finally {
      free.push(line);
    }
  };
  return {
    insert: (post: Post) => ask({ op: 'insert', key: post.key, document: BSON.serialize(post) }),
    find: (key) => ask({ op: 'find', key }),
    page: (room) => ask({ op: 'page', room }),
    like: (key) => ask({ op: 'like', key }),
    close: async () => {
      for (const { socket } of lines) socket.destroy();
      await worker.terminate();
    },
  };
}

async function openLine(path: string): Promise<Line> {
  const socket = connect(path);
  await once(socket, 'connect');
  let answered: ((reply: unknown) => void) | undefined;
  frames(socket, (bytes) => answered?.(opened(BSON.deserialize(bytes, { promoteBuffers: true }))));
  const ask = (question: Ask): Promise<unknown> =>
    new Promise((done) => {
      answered = done;
      socket.write(BSON.serialize(question));
    });
  return { ask, socket };
}

/** Documents come back as bytes inside the answer; a client that asked for them wants them decoded. */
function opened(reply: mongoose.mongo.BSON.Document): unknown {
  if (reply.found instanceof Uint8Array) return BSON.deserialize(reply.found);
  return Array.isArray(reply.found) ? reply.found.map((each: Uint8Array) => BSON.deserialize(each)) : reply;
}
