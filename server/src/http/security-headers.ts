import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../config.ts';

type Protect = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** For answers that are no page: whatever a browser is made to see in them, nothing is loaded and nobody may frame it. */
export const NOTHING_LOADS = "default-src 'none'; frame-ancestors 'none'";

/** What no page here uses, so that nothing that gets into one can either. */
const UNUSED = ['browsing-topics', 'camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

/** What every answer tells the browser, whoever sends it. */
export function protection({ publicUrl }: Pick<Config, 'publicUrl'>): Protect {
  const protect = helmet({
    // Pages bring their own content policy, with a nonce; two would contradict each other.
    contentSecurityPolicy: false,
    strictTransportSecurity: publicUrl?.startsWith('https:') ?? false,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    // With `no-referrer` browsers send forms with the origin `null`, and our own would look foreign.
    referrerPolicy: { policy: 'same-origin' },
  });
  const permissions = UNUSED.map((name) => `${name}=()`).join(', ');
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', permissions);
    protect(request, response, next);
  };
}
