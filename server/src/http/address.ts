import type { IncomingMessage } from 'node:http';

/** The caller's address: the connection's own, or what the last trusted proxy says. Other claims are not believed. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const own = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return own;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  return forwarded.at(-trustedProxies)?.trim() || own;
}
