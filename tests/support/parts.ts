import type { AddressInfo } from 'node:net';
import type { Result } from '@hearth/shared/kernel/errors';
import { z } from 'zod';

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

/** The connection's id in what a live connection is opened with: a figure for the kind of packet, and JSON. */
export function sidIn(packet: string): string {
  return z.object({ sid: z.string() }).parse(JSON.parse(packet.slice(1))).sid;
}

/** Why something was refused, whoever answers; null where it was not. */
export function reasonIn(body: unknown): string | null {
  return z.object({ error: z.object({ reason: z.string() }).optional() }).parse(body).error?.reason ?? null;
}

/** What was answered. Throws on a refusal. */
export function got<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.message);
}
