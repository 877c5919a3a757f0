import { stranger } from '@hearth/shared/kernel/access';
import { AppError } from '@hearth/shared/kernel/errors';
import type { Services } from '../services.ts';
import { nobody, type Visitor } from '../request/visitor.ts';
import { personRoom, type LiveServer, type LiveSocket } from './sockets.ts';
import type { Reader } from '../request/context.ts';
import type { Audience } from '../streams/definition.ts';
import { requireAudience, roomOf, roomsOf, streamOf } from './watching.ts';

/** How often every connection is checked anyway: often while messages may get lost, else for sessions that run out. */
const DOWN_MS = 700;
const UP_MS = 60_000;
/** Well within the second that a change of rights may take. */
const ARRIVING_MS = 100;

/** Checks begun by this process. What a later one found is not undone by an earlier one that took longer. */
let begun = 0;

/**
 * Checks again who the sockets of one person (or, with null, all sockets) speak for and what they may still watch
 * (promise L8). Throws where the store did not answer; what could not be checked is then as it was.
 */
export async function recheck(io: LiveServer, services: Services, personId: string | null): Promise<void> {
  const sockets = [...io.of('/').sockets.values()].filter((socket) =>
    personId === null ? 'byline' in socket.data.visitor : socket.rooms.has(personRoom(personId)),
  );
  await throughAll('connections', [
    () => recheckSockets(sockets, services),
    ...(personId === null ? [() => recheckStrangers(io, services)] : []),
  ]);
}

/** Nobody of them has a session that could have ended, and all may watch the same: of each stream it is asked once. */
async function recheckStrangers(io: LiveServer, services: Services): Promise<void> {
  const watching = new Map<string, LiveSocket[]>();
  for (const socket of io.of('/').sockets.values())
    if (!('byline' in socket.data.visitor))
      for (const room of socket.rooms)
        if (room.includes('#')) watching.set(room, [...(watching.get(room) ?? []), socket]);
  const reader = { services, actor: stranger };
  await throughAll(
    'streams',
    [...watching].map(([room, sockets]) => async () => {
      const stream = streamOf(room);
      const audience = await findAudience(reader, stream);
      if (audience && roomOf(stream, audience) === room) return;
      for (const socket of sockets) if (socket.rooms.has(room)) await close(socket, room);
    }),
  );
}

/** One that cannot be checked keeps no other from being checked. */
async function throughAll(of: string, checks: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const check of checks) await check().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} ${of} could not be checked`);
}

async function recheckSockets(sockets: readonly LiveSocket[], services: Services): Promise<void> {
  if (sockets.length === 0) return;
  // Taken before reading: a higher number has seen everything that a lower one has.
  const check = ++begun;
  const sessions = sockets.flatMap(({ data }) => ('sessionId' in data.visitor ? [data.visitor.sessionId] : []));
  const visitors = await services.sessions.visitorsOf(services, sessions);
  await throughAll(
    'connections',
    sockets.map((socket) => async () => {
      if (socket.data.checked > check) return;
      socket.data.checked = check;
      await renew(socket, services, visitors);
    }),
  );
}

async function renew(socket: LiveSocket, services: Services, visitors: ReadonlyMap<string, Visitor>): Promise<void> {
  const { visitor } = socket.data;
  const now = 'sessionId' in visitor ? (visitors.get(visitor.sessionId) ?? nobody) : nobody;
  if (!('sessionId' in now)) {
    // The session has ended: the page reconnects as whoever it is now.
    socket.disconnect(true);
    return;
  }
  socket.data.visitor = now;
  for (const room of [...socket.rooms].filter((name) => name.includes('#'))) await keepOrClose(socket, services, room);
}

/** The same of whoever watches one stream, where that is for others now. */
export async function recheckStream(io: LiveServer, services: Services, stream: string): Promise<void> {
  const { adapter, sockets } = io.of('/');
  for (const room of roomsOf(services.streams.registry, stream))
    for (const id of [...(adapter.rooms.get(room) ?? [])]) {
      const socket = sockets.get(id);
      if (socket) await keepOrClose(socket, services, room);
    }
}

async function keepOrClose(socket: LiveSocket, services: Services, room: string): Promise<void> {
  const { checked, visitor } = socket.data;
  const stream = streamOf(room);
  const audience = await findAudience({ services, actor: visitor.actor }, stream);
  // A later check has begun meanwhile and looks at every room itself.
  if (socket.data.checked !== checked) return;
  if (audience && roomOf(stream, audience) === room) return;
  await close(socket, room);
}

async function close(socket: LiveSocket, room: string): Promise<void> {
  await socket.leave(room);
  socket.emit('closed', streamOf(room));
}

/** Null where the stream is not there for them. A store that does not answer says nothing about anybody's rights. */
async function findAudience(reader: Reader, stream: string): Promise<Audience | null> {
  try {
    return await requireAudience(reader, stream);
  } catch (error) {
    if (error instanceof AppError && error.reason === 'no-such-thing') return null;
    throw error;
  }
}

interface Rechecks {
  /** Somebody's rights changed (null: anybody's). */
  now(personId: string | null): void;
  /** Others may watch this stream. */
  ofStream(stream: string): void;
  /** Of one that has just come in: rights may have changed after its cookie was read and before messages could find it. */
  entered(socket: LiveSocket): void;
  stop(): void;
}

/** Checks everybody from time to time, and often while pub/sub is down or a check has failed. */
export function startRechecks(io: LiveServer, services: Services): Rechecks {
  let last = 0;
  let isRunning = false;
  let isOwed = false;
  const arrived: LiveSocket[] = [];
  /** Those who come at the same moment are looked up together. */
  const checkArrived = () => void attempt(recheckSockets(arrived.splice(0), services));
  const attempt = (check: Promise<void>) =>
    check.catch((error: unknown) => {
      isOwed = true;
      services.log.error({ error }, 'rights could not be checked; trying again');
    });
  const timer = setInterval(() => {
    const wait = services.streams.pubSub.isUp && !isOwed ? UP_MS : DOWN_MS;
    if (isRunning || performance.now() - last < wait) return;
    isRunning = true;
    isOwed = false;
    last = performance.now();
    void attempt(recheck(io, services, null)).finally(() => (isRunning = false));
  }, DOWN_MS / 2);
  return {
    now: (personId) => void attempt(recheck(io, services, personId)),
    ofStream: (stream) => void attempt(recheckStream(io, services, stream)),
    entered: (socket) => {
      // A stranger has no session that could have ended.
      if (!('byline' in socket.data.visitor)) return;
      if (arrived.length === 0) setTimeout(checkArrived, ARRIVING_MS).unref();
      arrived.push(socket);
    },
    stop: () => {
      clearInterval(timer);
      arrived.length = 0;
    },
  };
}
