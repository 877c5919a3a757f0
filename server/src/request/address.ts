import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6, type Socket } from 'node:net';

/** Where `app.ts` writes the caller's address for the pages, over whatever a client put there. */
export const ADDRESS_HEADER = 'x-hearth-address';

/** What tells a caller's address. */
interface Connected extends Pick<IncomingMessage, 'headers'> {
  readonly socket: Pick<Socket, 'remoteAddress'>;
}

/**
 * The caller's address: the connection's own, or what the last trusted proxy says. Other claims are not believed. Of IPv6
 * it is the network alone.
 */
export function addressOf({ socket, headers }: Connected, trustedProxies: number): string {
  const own = socket.remoteAddress ?? 'unknown';
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
  const told = trustedProxies === 0 ? '' : withoutPort(forwarded.at(-trustedProxies)?.trim() ?? '');
  return networkOf(isIP(told) ? told : own);
}

/** Some proxies tell the caller's port as well; it is another one for every connection. */
function withoutPort(address: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

/** IPv4 as a socket for both writes it, and as it comes through a translator (RFC 6052). */
const IPV4_INSIDE: ReadonlySet<string> = new Set(['0:0:0:0:0:65535', '100:65435:0:0:0:0']);

/**
 * One home has a /64 of IPv6 addresses, more than can be counted, so that is one address here. IPv4 stays as it is, also
 * where it is written as IPv6.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  if (IPV4_INSIDE.has(groups.slice(0, 6).join(':'))) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/**
 * The range an address is in, which is as much as one school or one tenant of a data centre has: /24 of IPv4, /48 of IPv6.
 * Takes what `networkOf` gives.
 */
export function rangeOf(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  return address.endsWith('::/64') ? `${address.split(':').slice(0, 3).join(':')}::/48` : address;
}

/** All eight, also where a row of zeros was left out or the last two are written as IPv4. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => parseInt(group, 16));
}
