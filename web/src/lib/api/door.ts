import { DOOR, REQUEST_HEADER, type Caller, type Door } from '@hearth/shared/door';
import type { RequestEvent } from '@sveltejs/kit';

/** The server's way in, for a page that is rendered in its process. */
export function callerFor(event: RequestEvent, setCookie: (line: string) => void): Caller {
  const visit = {
    cookie: event.request.headers.get('cookie'),
    address: event.getClientAddress(),
    userAgent: event.request.headers.get('user-agent') ?? '',
    requestId: requestIdOf(event),
  };
  return openDoor().open(visit, setCookie);
}

/** Without the address and what was sent: those are people's words. */
export function tellFailure(event: RequestEvent, error: unknown): void {
  openDoor().failed({ requestId: requestIdOf(event), route: event.route.id, error });
}

function requestIdOf({ request }: RequestEvent): string {
  return request.headers.get(REQUEST_HEADER) ?? '';
}

function openDoor(): Door {
  const door = (globalThis as { [DOOR]?: Door })[DOOR];
  if (door) return door;
  throw new Error('Pages are rendered by the server in `server/`, which opens the door; this process has none.');
}
