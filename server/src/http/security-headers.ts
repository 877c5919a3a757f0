import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../config.ts';

type Protect = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** For answers that are no page: whatever a browser is made to see in them, nothing is loaded and nobody may frame it. */
export const NOTHING_LOADS = "default-src 'none'; frame-ancestors 'none'";

/** What no page here uses, so that nothing that gets into one can either. */
const UNUSED = ['browsing-topics', 'camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

/** Scripts, styles and fonts of the build, by addresses that lead nowhere else: one that is not there is two words of plain text. */
const ASSET = /^\/_app\/immutable\/(?:[\w-]+\/)?[\w.-]+\.(?:js|css|woff2)$/;

/** What reads PDFs, which anybody may have made: a worker heeds what its own answer says, and this one gets no further than here. */
const PDF_WORKER = /^\/_app\/immutable\/pdf-[\w.-]+\/pdf\.worker\.js$/;
const READS_PDF = "default-src 'none'; script-src 'self'; connect-src 'self'";

/**
 * What every answer tells the browser, whoever sends it. Of assets a first visit asks for thirty, so that they say only what
 * a browser heeds of them: what is for pages and their frames weighs more than half of the small ones.
 */
export function protection({ publicUrl }: Pick<Config, 'publicUrl'>): Protect {
  const strictTransportSecurity = publicUrl?.startsWith('https:') ?? false;
  const protectPage = helmet({
    // Pages bring their own content policy, with a nonce; two would contradict each other.
    contentSecurityPolicy: false,
    strictTransportSecurity,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    // With `no-referrer` browsers send forms with the origin `null`, and our own would look foreign.
    referrerPolicy: { policy: 'same-origin' },
  });
  const protectAsset = helmet({
    ...{
      contentSecurityPolicy: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      referrerPolicy: false,
    },
    ...{ xDnsPrefetchControl: false, xDownloadOptions: false, xFrameOptions: false, xXssProtection: false },
    xPermittedCrossDomainPolicies: false,
    strictTransportSecurity,
  });
  const permissions = UNUSED.map((name) => `${name}=()`).join(', ');
  return (request, response, next) => {
    if (PDF_WORKER.test(request.url ?? '')) response.setHeader('Content-Security-Policy', READS_PDF);
    if (ASSET.test(request.url ?? '')) {
      protectAsset(request, response, next);
      return;
    }
    response.setHeader('Permissions-Policy', permissions);
    protectPage(request, response, next);
  };
}
