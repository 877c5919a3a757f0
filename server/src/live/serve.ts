import { reads } from '@hearth/shared/kernel/budgets';
import { streamName } from '@hearth/shared/contract';
import { commonError } from '@hearth/shared/kernel/errors';
import { position, type CatchUp } from '@hearth/shared/kernel/protocol';
import { runCommand, type Call } from '../commands.ts';
import { count } from '../request/counting.ts';
import type { Services } from '../services.ts';
import { read, settle } from '../request/outcome.ts';
import { runQuery } from '../queries.ts';
import type { Audience } from '../streams/definition.ts';
import type { InFlightRequests } from './in-flight-requests.ts';
import { guarded } from './guard.ts';
import { personRoom, type LiveSocket } from './sockets.ts';
import { catchUp, requireAudience, roomOf, roomsOf } from './watching.ts';

/** Streams one connection may watch at a time; a page needs one or two. */
const MOST_WATCHED = 20;

/** Everything a connection can ask for. */
export function serveSocket(socket: LiveSocket, services: Services, inFlight: InFlightRequests): void {
  const { visitor } = socket.data;
  const personId = visitor.actor.kind === 'person' ? visitor.actor.id : null;
  if (personId) void socket.join(personRoom(personId));
  socket.on('error', (error) => services.log.debug({ error }, 'a socket failed'));
  // Who leaves has nothing more to say; the connection alone would stay open for as long as they like.
  socket.on('disconnect', () => socket.conn.close());

  const on = (message: Message, handler: (parts: readonly unknown[]) => Promise<unknown>) =>
    listen(socket, message, guarded(socket, services.log, inFlight, handler));
  on('command', ([name, id, input]) => runCommand(callOf(socket, services), name, id, input));
  on('query', ([name, input]) => runQuery(callOf(socket, services), name, input));
  const inTurn = oneAfterAnother();
  on('watch', ([stream, since]) =>
    settle(services.log, () =>
      inTurn(async () => {
        // Nothing is read for who has left meanwhile.
        if (!socket.connected) throw commonError('busy');
        // What was missed is read from the store, as a query is.
        await count(callOf(socket, services), reads);
        return watch(socket, services, stream, since);
      }),
    ),
  );
  on('unwatch', ([stream]) => inTurn(() => unwatch(socket, services, stream)));
  on('beat', async () => services.clock.now().getTime());

  socket.emit('hello', { now: services.clock.now().getTime(), personId });
}

type Message = 'command' | 'query' | 'watch' | 'unwatch' | 'beat';

/** The typed signatures say what a well-meaning client sends; here everything is unknown until a schema has read it. */
function listen(socket: LiveSocket, message: Message, listener: (...parts: unknown[]) => void): void {
  const untyped: { on(name: string, listener: (...parts: unknown[]) => void): unknown } = socket;
  untyped.on(message, listener);
}

function callOf(socket: LiveSocket, services: Services): Call {
  return { services, visitor: socket.data.visitor, origin: socket.data.origin };
}

/** Many watches at once would all see a free place before one of them is in; in their order they are counted right. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/**
 * Joins first and reads second (promise L5): what happens in between then arrives twice, which is harmless; the other
 * way round it would not arrive at all.
 */
async function watch(socket: LiveSocket, services: Services, wanted: unknown, from: unknown): Promise<CatchUp> {
  const stream = read(streamName, wanted);
  const since = read(position, from);
  const audience = await requireAudience({ services, actor: socket.data.visitor.actor }, stream);
  await unwatch(socket, services, stream);
  await dropOldest(socket);
  const room = roomOf(stream, audience);
  await socket.join(room);
  // Rights may have been lost between the check and the joining; from here on the access message finds this socket.
  if (await isStill(audience, socket, services, stream))
    return catchUp(services.streams.registry, stream, since, audience);
  await socket.leave(room);
  // With the rights of now: to be refused, or to watch as somebody else.
  return watch(socket, services, wanted, from);
}

/** A store that does not answer vouches for nobody. */
async function isStill(audience: Audience, socket: LiveSocket, services: Services, stream: string): Promise<boolean> {
  try {
    return (await requireAudience({ services, actor: socket.data.visitor.actor }, stream)) === audience;
  } catch {
    return false;
  }
}

async function unwatch(socket: LiveSocket, { streams }: Services, stream: unknown): Promise<void> {
  if (typeof stream !== 'string') return;
  for (const room of roomsOf(streams.registry, stream)) await socket.leave(room);
}

async function dropOldest(socket: LiveSocket): Promise<void> {
  const watched = [...socket.rooms].filter((room) => room.includes('#'));
  for (const room of watched.slice(0, Math.max(0, watched.length - MOST_WATCHED + 1))) await socket.leave(room);
}
