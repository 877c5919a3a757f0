import { createServer } from 'node:http';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { Server } from 'socket.io';
import { startEmbedded } from '../../server/src/embedded/index.ts';
import { portOf } from '../support/parts.ts';

/**
 * The floor of the live bench: Socket.IO as we set it up, one room, and one durable insert of the same document in the
 * same store, driver and process as ours. `post` inserts and sends; `send` only sends. With BENCH_STORE and BENCH_REDIS it
 * is one of several processes, with Socket.IO's own adapter between them.
 */
const { BENCH_FOLDER = '', BENCH_STORE, BENCH_REDIS } = process.env;
const uri = BENCH_STORE ?? (await startEmbedded({ dir: BENCH_FOLDER })).uri;
await mongoose.connect(uri, { writeConcern: { w: 'majority', journal: true }, retryWrites: false });
const events = mongoose.connection.collection<{ n: number; event: unknown }>('events');
await events.createIndex({ n: 1 }, { unique: true });

const server = createServer();
const io = new Server(server, { serveClient: false, perMessageDeflate: false, transports: ['websocket'] });
if (BENCH_REDIS) io.adapter(createShardedAdapter(new Redis(BENCH_REDIS), new Redis(BENCH_REDIS)));
const room = BENCH_REDIS ? io.to('thread') : io.local.to('thread');
let count = 0;
io.on('connection', (socket) => {
  socket.on('watch', (_stream: unknown, _since: unknown, done: (answer: unknown) => void) => {
    void socket.join('thread');
    done({ ok: true });
  });
  socket.on('send', (event: unknown, done: (answer: unknown) => void) => {
    room.emit('event', event);
    done({ ok: true });
  });
  socket.on('post', async (event: unknown, done: (answer: unknown) => void) => {
    await events.insertOne({ n: ++count, event });
    room.emit('event', event);
    done({ ok: true });
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`  Hearth is open:  http://127.0.0.1:${portOf(server)}\n`);
});
