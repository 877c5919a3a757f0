import type { Result } from '@hearth/shared/kernel/errors';
import { AS_HEADER } from '@hearth/shared/door';
import type { Sending, Way } from './sender.ts';

/** A line that is open and carries nothing looks like a slow server; after this long the next try goes over a new one. */
const ANSWER_MS = 10_000;

/**
 * The way over plain HTTP, for when the live connection is down. Rejects when no answer came. It tells whose words these
 * are: the browser adds the cookie of whoever is signed in by now, who may be somebody else.
 */
export function overHttp(base: string, fetcher: typeof fetch, personId?: string | null): Way {
  const as = personId === undefined ? {} : { [AS_HEADER]: personId ?? '' };
  return async ({ name, commandId, input }: Sending) => {
    const response = await fetcher(`${base}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': commandId, ...as },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return (await response.json()) as Result<unknown>;
  };
}
