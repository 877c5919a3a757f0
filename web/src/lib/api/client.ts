import { REQUEST_HEADER, type ApiClient, type PageTransport } from '@hearth/shared/transport';
import type { RequestEvent } from '@sveltejs/kit';

/** Commands and queries for a page that is rendered in the server's process. */
export function apiClientFor(event: RequestEvent, setCookie: (line: string) => void): ApiClient {
  const request = {
    cookie: event.request.headers.get('cookie'),
    address: event.getClientAddress(),
    userAgent: event.request.headers.get('user-agent') ?? '',
    requestId: requestIdOf(event),
  };
  return pageTransport().clientFor(request, setCookie);
}

/** Logs the route only: addresses and input may hold people's words. */
export function tellFailure(event: RequestEvent, error: unknown): void {
  pageTransport().failed({ requestId: requestIdOf(event), route: event.route.id, error });
}

function requestIdOf({ request }: RequestEvent): string {
  return request.headers.get(REQUEST_HEADER) ?? '';
}

function pageTransport(): PageTransport {
  const transport = globalThis.hearthPageTransport;
  if (transport) return transport;
  throw new Error('Pages are rendered in the process of the server in `server/`; this is another one.');
}
