import type { House } from '../house.ts';
import { visitorsOf } from '../features/accounts/session.ts';
import { nobody, type Visitor } from '../context.ts';
import { personRoom, type LiveServer, type LiveSocket } from './sockets.ts';
import { requireAudience, roomOf, streamOf } from './watching.ts';

/** How often every connection is checked anyway: often while rings may get lost, else for sessions that run out. */
const DOWN_MS = 700;
const UP_MS = 60_000;

/** Checks again who the sockets of one person (or, with null, all sockets) speak for and what they may still watch (promise L8). */
export async function recheck(io: LiveServer, house: House, personId: string | null): Promise<void> {
  const sockets = [...io.of('/').sockets.values()].filter((socket) =>
    personId === null ? 'byline' in socket.data.visitor : socket.rooms.has(personRoom(personId)),
  );
  if (sockets.length === 0) return;
  const sessions = sockets.flatMap(({ data }) => ('sessionId' in data.visitor ? [data.visitor.sessionId] : []));
  const visitors = await visitorsOf(house, sessions);
  for (const socket of sockets) await renew(socket, visitors);
}

async function renew(socket: LiveSocket, visitors: ReadonlyMap<string, Visitor>): Promise<void> {
  const { visitor } = socket.data;
  const now = 'sessionId' in visitor ? (visitors.get(visitor.sessionId) ?? nobody) : nobody;
  if (!('sessionId' in now)) {
    // The session has ended: the page reconnects as whoever it is now.
    socket.disconnect(true);
    return;
  }
  socket.data.visitor = now;
  for (const room of [...socket.rooms].filter((name) => name.includes('#'))) await keepOrClose(socket, room);
}

async function keepOrClose(socket: LiveSocket, room: string): Promise<void> {
  const stream = streamOf(room);
  const audience = await requireAudience(socket.data.visitor.actor, stream).catch(() => null);
  if (audience && roomOf(stream, audience) === room) return;
  await socket.leave(room);
  socket.emit('closed', stream);
}

/** Checks everybody from time to time, and often while the bell is down. */
export function startRechecks(io: LiveServer, house: House): { stop: () => void } {
  let last = 0;
  let isRunning = false;
  const timer = setInterval(() => {
    const wait = house.streams.bell.isUp ? UP_MS : DOWN_MS;
    if (isRunning || performance.now() - last < wait) return;
    isRunning = true;
    last = performance.now();
    recheck(io, house, null)
      .catch((error: unknown) => house.log.error({ error }, 'rights could not be checked; trying again'))
      .finally(() => (isRunning = false));
  }, DOWN_MS / 2);
  return { stop: () => clearInterval(timer) };
}
