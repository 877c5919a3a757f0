import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { connections } from '@hearth/shared/kernel/budgets';
import { limits } from '@hearth/shared/kernel/limits';
import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import { Server } from 'socket.io';
import { addressOf } from '../request/address.ts';
import { count } from '../request/counting.ts';
import type { Services } from '../services.ts';
import type { Audience } from '../streams/definition.ts';
import { closeInTurn } from '../platform/close-in-turn.ts';
import { settle } from '../request/outcome.ts';
import { recheckStream, startRechecks } from './access.ts';
import { InFlightRequests } from './in-flight-requests.ts';
import { FanOut } from './fan-out.ts';
import { countingFrames } from './frames.ts';
import { startDisconnectingFloods } from './guard.ts';
import { guardRequests, isAllowed } from './polling.ts';
import { ConnectionLimiter } from './connection-limiter.ts';
import { serveSocket } from './serve.ts';
import { startDisconnectingSlow } from './slow.ts';
import { personRoom, type LiveServer, type LiveSocket } from './sockets.ts';
import { limitUnjoined } from './unjoined.ts';
import { refuseUpgrades } from './upgrades.ts';
import { roomOf, roomsOf, streamOf } from './watching.ts';

/** Heads travel this often; the store is asked for them this often where messages may get lost. */
const HEARTBEAT_MS = 20_000;
const CHECK_MS = 5_000;

export interface Live {
  readonly io: LiveServer;
  /** Lets what is being answered finish, for `drainMs` at most, and closes every connection. */
  close(drainMs: number): Promise<void>;
}

/** Opens the socket transport on a running HTTP server. */
export function openLive(server: HttpServer, services: Services): Live {
  const io: LiveServer = new Server(server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: limits.message,
    perMessageDeflate: false,
    wsEngine: countingFrames(services.log),
    connectTimeout: 10_000,
    pingInterval: 25_000,
    pingTimeout: 20_000,
    // In development Vite's own live connection is on the same server; otherwise what leads nowhere is closed.
    destroyUpgrade: !services.config.isDevelopment,
    // As over a WebSocket: what somebody may read is not packed together with what others made them read.
    httpCompression: false,
  });
  refuseUpgrades(server, (request) => isAllowed(request, services));
  guardRequests(io, services);
  const unjoined = limitUnjoined(io, services);
  startDisconnectingFloods(io, services.log);
  const connections = new ConnectionLimiter(services.config.rateFactor);
  // What went wrong inside is nobody's business outside: a refusal is told in the words everybody gets.
  io.use((socket, next) => {
    const entering = settle(services.log, () => enter(socket, services, connections));
    void entering.then((entered) => {
      if (!entered.ok) {
        services.log.warn({ reason: entered.error.reason }, 'a live connection was refused');
        unjoined.refused(socket.conn);
      }
      next(entered.ok ? undefined : new Error(entered.error.message));
    });
  });
  const inFlight = new InFlightRequests();
  const rechecks = startRechecks(io, services);
  io.on('connection', (socket) => {
    serveSocket(socket, services, inFlight);
    rechecks.entered(socket);
  });

  const fanOut = fanOutTo(io, services);
  followRooms(io, services, fanOut);
  services.metrics.gauge('hearth_sockets', 'Open live connections.', () => io.of('/').sockets.size);
  services.metrics.gauge('hearth_watched_streams', 'Streams that somebody here watches.', () => fanOut.watched);
  services.streams.pubSub.subscribe((message) => {
    if (message.kind === 'event') fanOut.receive(message);
    else if (message.kind === 'access') rechecks.now(message.personId);
    else if (message.kind === 'readers') rechecks.ofStream(message.stream);
    else io.local.to(personRoom(message.personId)).emit('own', message.values);
  });
  const stopTimers = startTimers(io, services, fanOut);
  return {
    io,
    close: (drainMs) =>
      closeInTurn([stopTimers, () => rechecks.stop(), () => inFlight.finish(io, drainMs), () => io.close()]),
  };
}

function fanOutTo(io: LiveServer, services: Services): FanOut {
  const { streams, log } = services;
  const emit = (stream: string, audience: Audience, event: StreamEvent) => {
    io.local.to(roomOf(stream, audience)).emit('event', event);
  };
  return new FanOut(streams.registry, emit, log, (stream) => recheckStream(io, services, stream));
}

async function enter(socket: LiveSocket, services: Services, limiter: ConnectionLimiter): Promise<void> {
  const { headers } = socket.request;
  socket.data = {
    visitor: await services.sessions.resolve(services, headers.cookie ?? null),
    checked: 0,
    origin: {
      address: addressOf(socket.request, services.config.trustedProxies),
      userAgent: headers['user-agent'] ?? '',
      requestId: randomUUID(),
      setCookie: null,
    },
  };
  await count({ services, ...socket.data }, connections);
  const giveBack = limiter.take(socket.data);
  if (socket.conn.readyState === 'closed') giveBack();
  else socket.conn.once('close', giveBack);
}

/** A stream is delivered from its first watcher in this process to its last. */
function followRooms(io: LiveServer, { streams }: Services, fanOut: FanOut): void {
  const { adapter } = io.of('/');
  adapter.on('create-room', (room: string) => {
    if (room.includes('#')) fanOut.begin(streamOf(room));
  });
  adapter.on('delete-room', (room: string) => {
    if (!room.includes('#')) return;
    const stream = streamOf(room);
    const isWatched = roomsOf(streams.registry, stream).some((one) => adapter.rooms.has(one));
    if (!isWatched) fanOut.end(stream);
  });
}

function startTimers(io: LiveServer, services: Services, fanOut: FanOut): () => void {
  const { pubSub } = services.streams;
  const check = () => {
    fanOut.check().catch((error: unknown) => services.log.error({ error }, 'heads could not be read; trying again'));
  };
  pubSub.onUp(check);
  const slow = startDisconnectingSlow(io, services.log);
  const checking = pubSub.isShared ? setInterval(check, CHECK_MS) : undefined;
  const beating = setInterval(() => {
    for (const [stream, head] of fanOut.heads()) {
      io.local.to(roomsOf(services.streams.registry, stream)).emit('heads', { [stream]: head });
    }
  }, HEARTBEAT_MS);
  return () => {
    slow.stop();
    clearInterval(checking);
    clearInterval(beating);
  };
}
