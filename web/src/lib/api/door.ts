import { DOOR, type Caller, type Door } from '@hearth/shared/door';
import type { RequestEvent } from '@sveltejs/kit';

/** The server's way in, for a page that is rendered in its process. */
export function callerFor(event: RequestEvent, setCookie: (line: string) => void): Caller {
  const door = (globalThis as { [DOOR]?: Door })[DOOR];
  if (!door)
    throw new Error('Pages are rendered by the server in `server/`, which opens the door; this process has none.');
  const visit = {
    cookie: event.request.headers.get('cookie'),
    address: event.getClientAddress(),
    userAgent: event.request.headers.get('user-agent') ?? '',
  };
  return door.open(visit, setCookie);
}
