import type { Result } from '@hearth/shared/errors';
import type { Sending, Way } from './sender.ts';

/** A line that is open and carries nothing looks like a slow server; after this long the next try goes over a new one. */
const ANSWER_MS = 10_000;

/** The way over plain HTTP, for when the live connection is down. Rejects when no answer came. */
export function overHttp(base: string, fetcher: typeof fetch): Way {
  return async ({ name, commandId, input }: Sending) => {
    const response = await fetcher(`${base}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': commandId },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return (await response.json()) as Result<unknown>;
  };
}
