import { limits } from '@hearth/shared/kernel/limits';
import type { Services } from '../services.ts';
import { addressOf, rangeOf } from '../request/address.ts';
import { disconnect } from './put-out.ts';
import type { LiveConnection, LiveServer } from './sockets.ts';

interface Unjoined {
  /** Wished to join, and may not: it counts again until it goes. */
  refused(connection: LiveConnection): void;
}

/**
 * Bounds what has come and does not join, which the limiter does not count: one plain request is enough to come, without a line that
 * would stay open for it. Of one range the oldest go. Who is just joining is counted as that, and does not go: after a
 * restart a whole school does so at once.
 */
export function limitUnjoined(io: LiveServer, { config }: Pick<Services, 'config'>): Unjoined {
  const most = limits.connectionsOfAddress * config.rateFactor;
  const waiting = new Map<string, Set<LiveConnection>>();
  const rangeFor = (connection: LiveConnection) => rangeOf(addressOf(connection.request, config.trustedProxies));
  const leave = (connection: LiveConnection) => {
    const range = rangeFor(connection);
    const all = waiting.get(range);
    all?.delete(connection);
    if (all?.size === 0) waiting.delete(range);
  };
  const enter = (connection: LiveConnection) => {
    const range = rangeFor(connection);
    const all = waiting.get(range) ?? new Set();
    waiting.set(range, all.add(connection));
    const [oldest] = all;
    if (all.size > most && oldest) disconnect(oldest);
  };
  io.engine.on('connection', (connection: LiveConnection) => {
    connection.once('close', () => leave(connection));
    enter(connection);
  });
  io.use(({ conn }, next) => {
    leave(conn);
    next();
  });
  return {
    refused: (connection) => {
      if (connection.readyState === 'open') enter(connection);
    },
  };
}
