import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { isPublic } from './addresses.ts';

/** Why something was not fetched. Nobody but the log is told. */
export class Unfetched extends Error {}

/** There is no such name, as far as anybody can say. */
export class NoSuchName extends Unfetched {}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

export interface Reach {
  readonly resolve: Resolve;
  /** Places inside that may be reached all the same, `127.0.0.1:8080`: for tests, which have no internet. No setting names any. */
  readonly inside: readonly string[];
}

export const theInternet: Reach = { resolve: systemResolve, inside: [] };

const PORTS: ReadonlySet<number> = new Set([80, 443]);

interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * Where a request for this address goes. The name is resolved here, once, and the connection is made to what was looked at:
 * whoever answers the next question for the name otherwise, leads nobody elsewhere.
 */
export async function placeOf(url: URL, { resolve, inside }: Reach, signal: AbortSignal): Promise<Place> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Unfetched('neither http nor https');
  if (url.username || url.password) throw new Unfetched('a name or password in the address');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  // As the parser has written them: 0177.1 and 2130706433 are 127.0.0.1 by now.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) ? [host] : await raced(resolve(host), signal);
  const isInside = ({ address, port: at }: Place) => inside.includes(`${address}:${at}`);
  const places = addresses.map((address) => ({ address, port }));
  const [first] = places;
  if (!first) throw new NoSuchName('a name without an address');
  // One of several that leads inside makes all of them suspect.
  if (!places.every((place) => isInside(place) || (PORTS.has(port) && isPublic(place.address))))
    throw new Unfetched('an address or port that is not of the public web');
  return first;
}

/** Names are resolved by the system, which nothing interrupts. */
async function raced<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new Unfetched('too slow'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** `HEAD`: what would be answered, without what it is. */
export type Method = 'GET' | 'HEAD';

interface Question {
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks for an address at the place that was looked at. No cookies, no connection that is kept for another. */
export async function ask(
  url: URL,
  { address, port }: Place,
  { method, headers }: Question,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const isLiteral = isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
  const options = {
    host: address,
    port,
    method,
    path: url.pathname + url.search,
    headers: { host: url.host, connection: 'close', ...headers },
    agent: false,
    maxHeaderSize: 16_384,
    signal,
    // Certificates are of the name, and names of numbers are not sent.
    ...(url.protocol === 'https:' && { servername: isLiteral ? '' : url.hostname }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(options, (response) => {
      // Also of one that nobody reads: it is told to whoever does.
      response.on('error', () => {});
      resolve(response);
    });
    request.on('error', reject);
    request.end();
  });
}
