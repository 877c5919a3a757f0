import type { AddressInfo } from 'node:net';

/** What has to be there, or the test fails. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('it is not there');
  return value;
}

/** Of a server that listens on a port of this machine. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (typeof address === 'string') throw new Error(`it listens on ${address}`);
  return present(address).port;
}
