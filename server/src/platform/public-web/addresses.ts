import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What of IPv6 is given to hosts of the internet: all that wraps an IPv4 address, or is somebody's own, lies elsewhere or has a range. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');
/** Of that, for protocols; Teredo among them. */
const PROTOCOLS = ipaddr.IPv6.parseCIDR('2001::/23');
/** For measuring networks, on no internet. */
const BENCHMARKS = ipaddr.IPv4.parseCIDR('198.18.0.0/15');

/**
 * Whether an address is of the public internet, and leads nowhere else: not to this machine or its network, not to a group,
 * and not through an address of the other family (IPv4-mapped, 6to4, Teredo, NAT64).
 */
export function isPublic(address: string): boolean {
  // The library reads other ways of writing one too.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv4) return !parsed.match(BENCHMARKS);
  return parsed.match(GLOBAL) && !parsed.match(PROTOCOLS);
}
