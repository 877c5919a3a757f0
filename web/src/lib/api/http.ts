import type { Result } from '@hearth/shared/kernel/errors';
import { AS_HEADER } from '@hearth/shared/transport';
import type { Transport } from './sender.ts';

/** A connection that is open but dead looks like a slow server; after this long the next try opens a new one. */
const ANSWER_MS = 10_000;

/**
 * Plain HTTP, for when the live connection is down. Rejects when no answer came. It says whose command this is: the browser
 * adds the cookie of whoever is signed in by now, who may be somebody else.
 */
export function overHttp(base: string, fetcher: typeof fetch, personId?: string | null): Transport {
  const as = personId === undefined ? {} : { [AS_HEADER]: personId ?? '' };
  return async ({ name, commandId, input }) => {
    const response = await fetcher(`${base}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': commandId, ...as },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    // Whatever our server answers to a command is a result.
    return (await response.json()) as Result<unknown>;
  };
}
