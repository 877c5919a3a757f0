import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Config } from '../config.ts';

/** The settings that say by which names this server goes. */
export type Named = Pick<Config, 'publicUrl' | 'host'>;

/**
 * A Host header as browsers understand it: in small letters, and without a final dot or a port that goes without saying.
 * Null for what is no name.
 */
export function readHost(given: string | undefined, protocol = 'http:'): URL | null {
  const [, name, port = ''] = /^(\[[\da-f:.]+\]|[\w-][\w.-]*?)\.?(:\d+)?$/i.exec(given ?? '') ?? [];
  return name === undefined ? null : URL.parse(`${protocol}//${name}${port}`);
}

/** An origin, read the same way; null for what is no page's. */
export function readOrigin(given: string | undefined): URL | null {
  const [, protocol, host] = /^(https?:)\/\/(.*)$/i.exec(given ?? '') ?? [];
  return protocol === undefined ? null : readHost(host, protocol);
}

/**
 * Whether a name is ours. A public address leaves no other but this machine's own. Without one, a server that listens
 * everywhere answers to numbers as well, which no rebound name can pretend to be, and to what this machine is called.
 */
export function isOwnName(name: string, { publicUrl, host }: Named): boolean {
  if (isLocal(name)) return true;
  if (publicUrl !== null) return name === readOrigin(publicUrl)?.hostname;
  if (host !== '0.0.0.0' && host !== '::') return name === readHost(bracketed(host))?.hostname;
  const machine = hostname().toLowerCase();
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || name === machine || name === `${machine}.local`;
}

/** As it stands in an address. */
export function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function isLocal(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
