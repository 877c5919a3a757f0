import { limits } from '@hearth/shared/limits';
import type { House } from '../house.ts';
import { addressOf, rangeOf } from '../http/address.ts';
import { putOut } from './put-out.ts';
import type { LiveConnection, LiveServer } from './sockets.ts';

/**
 * Bounds what has come and not joined, which no seat counts yet: one plain request is enough to come, without a line that
 * would stay open for it. Of one range the oldest go; whoever means to join has done so in a moment.
 */
export function limitUnjoined(io: LiveServer, { config }: Pick<House, 'config'>): void {
  const most = limits.connectionsOfAddress * config.rateFactor;
  const waiting = new Map<string, Set<LiveConnection>>();
  const rangeFor = (connection: LiveConnection) => rangeOf(addressOf(connection.request, config.trustedProxies));
  const leave = (connection: LiveConnection, range: string) => {
    const others = waiting.get(range);
    others?.delete(connection);
    if (others?.size === 0) waiting.delete(range);
  };
  io.engine.on('connection', (connection: LiveConnection) => {
    const range = rangeFor(connection);
    const all = waiting.get(range) ?? new Set();
    waiting.set(range, all.add(connection));
    connection.once('close', () => leave(connection, range));
    const [oldest] = all;
    if (all.size > most && oldest) putOut(oldest);
  });
  io.on('connection', ({ conn }) => leave(conn, rangeFor(conn)));
}
