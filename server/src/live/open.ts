import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { limits } from '@hearth/shared/kernel/limits';
import { Server } from 'socket.io';
import { addressOf } from '../http/address.ts';
import { count } from '../counting.ts';
import type { House } from '../house.ts';
import { settle } from '../outcome.ts';
import { resolveSession } from '../features/accounts/session.ts';
import { startRechecks } from './access.ts';
import { Answering } from './answering.ts';
import { Deliveries } from './deliveries.ts';
import { countingFrames } from './frames.ts';
import { startPuttingOutFloods } from './guard.ts';
import { guardRequests, isAllowed } from './polling.ts';
import { Seats } from './seats.ts';
import { serveSocket } from './serve.ts';
import { startPuttingOutSlow } from './slow.ts';
import type { LiveServer, LiveSocket } from './sockets.ts';
import { limitUnjoined } from './unjoined.ts';
import { refuseUpgrades } from './upgrades.ts';
import { roomOf, streamOf } from './watching.ts';

/** Heads travel this often; the store is asked for them this often where rings may get lost. */
const HEARTBEAT_MS = 20_000;
const CHECK_MS = 5_000;

export interface Live {
  readonly io: LiveServer;
  /** Lets what is being answered finish, for `drainMs` at most, and closes every connection. */
  close(drainMs: number): Promise<void>;
}

/** Opens the socket's door on a running HTTP server. */
export function openLive(server: HttpServer, house: House): Live {
  const io: LiveServer = new Server(server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: limits.message,
    perMessageDeflate: false,
    wsEngine: countingFrames(house.log),
    connectTimeout: 10_000,
    pingInterval: 25_000,
    pingTimeout: 20_000,
    // In development Vite's own live connection is on the same server; otherwise what leads nowhere is closed.
    destroyUpgrade: !house.config.isDevelopment,
    // As over a WebSocket: what somebody may read is not packed together with what others made them read.
    httpCompression: false,
  });
  refuseUpgrades(server, (request) => isAllowed(request, house));
  guardRequests(io, house);
  const unjoined = limitUnjoined(io, house);
  startPuttingOutFloods(io, house.log);
  const seats = new Seats(house.config.rateFactor);
  // What went wrong inside is nobody's business outside: a refusal is told in the words everybody gets.
  io.use((socket, next) => {
    const entering = settle(house.log, () => enter(socket, house, seats));
    void entering.then((entered) => {
      if (!entered.ok) {
        house.log.warn({ reason: entered.error.reason }, 'a live connection was refused');
        unjoined.refused(socket.conn);
      }
      next(entered.ok ? undefined : new Error(entered.error.message));
    });
  });
  const answering = new Answering();
  const rechecks = startRechecks(io, house);
  io.on('connection', (socket) => {
    serveSocket(socket, house, answering);
    rechecks.entered(socket);
  });

  const deliveries = new Deliveries((stream, audience, event) => {
    io.local.to(roomOf(stream, audience)).emit('event', event);
  }, house.log);
  followRooms(io, deliveries);
  house.metrics.gauge('hearth_sockets', 'Open live connections.', () => io.of('/').sockets.size);
  house.metrics.gauge('hearth_watched_streams', 'Streams that somebody here watches.', () => deliveries.watched);
  house.streams.bell.listen((ring) => {
    if (ring.kind === 'event') deliveries.receive(ring);
    else rechecks.now(ring.personId);
  });
  const stopTimers = startTimers(io, house, deliveries);
  return {
    io,
    close: async (drainMs) => {
      stopTimers();
      rechecks.stop();
      await answering.finish(io, drainMs);
      await io.close();
    },
  };
}

async function enter(socket: LiveSocket, house: House, seats: Seats): Promise<void> {
  const { headers } = socket.request;
  socket.data = {
    visitor: await resolveSession(house, headers.cookie ?? null),
    checked: 0,
    origin: {
      address: addressOf(socket.request, house.config.trustedProxies),
      userAgent: headers['user-agent'] ?? '',
      requestId: randomUUID(),
      setCookie: null,
    },
  };
  await count({ house, ...socket.data }, 'connections');
  const giveBack = seats.take(socket.data);
  if (socket.conn.readyState === 'closed') giveBack();
  else socket.conn.once('close', giveBack);
}

/** A stream is delivered from its first watcher in this process to its last. */
function followRooms(io: LiveServer, deliveries: Deliveries): void {
  const { adapter } = io.of('/');
  adapter.on('create-room', (room: string) => {
    if (room.includes('#')) deliveries.begin(streamOf(room));
  });
  adapter.on('delete-room', (room: string) => {
    if (!room.includes('#')) return;
    const stream = streamOf(room);
    const isWatched = (['public', 'staff'] as const).some((audience) => adapter.rooms.has(roomOf(stream, audience)));
    if (!isWatched) deliveries.end(stream);
  });
}

function startTimers(io: LiveServer, house: House, deliveries: Deliveries): () => void {
  const { bell } = house.streams;
  const check = () => {
    deliveries.check().catch((error: unknown) => house.log.error({ error }, 'heads could not be read; trying again'));
  };
  bell.onUp(check);
  const slow = startPuttingOutSlow(io, house.log);
  const checking = bell.isShared ? setInterval(check, CHECK_MS) : undefined;
  const beating = setInterval(() => {
    for (const [stream, head] of deliveries.heads()) {
      const rooms = [roomOf(stream, 'public'), roomOf(stream, 'staff')];
      io.local.to(rooms).emit('heads', { [stream]: head });
    }
  }, HEARTBEAT_MS);
  return () => {
    slow.stop();
    clearInterval(checking);
    clearInterval(beating);
  };
}
