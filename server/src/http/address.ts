import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Where `app.ts` writes the caller's address for the pages, over whatever a client put there. */
export const ADDRESS_HEADER = 'x-hearth-address';

/**
 * The caller's address: the connection's own, or what the last trusted proxy says. Other claims are not believed. Of IPv6
 * it is the network alone.
 */
export function addressOf(request: Pick<IncomingMessage, 'socket' | 'headers'>, trustedProxies: number): string {
  const own = request.socket.remoteAddress ?? 'unknown';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const told = trustedProxies === 0 ? undefined : forwarded.at(-trustedProxies)?.trim();
  return networkOf(told || own);
}

/**
 * One home has a /64 of IPv6 addresses, more than can be counted, so that is what limits count. IPv4 stays as it is, also
 * where a socket for both writes it as IPv6.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  const isIPv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isIPv4) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** All eight, also where a row of zeros was left out or the last two are written as IPv4. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => parseInt(group, 16));
}
