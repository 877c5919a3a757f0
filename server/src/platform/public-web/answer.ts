import type { Method } from './connect.ts';
import { followed, type Asking } from './fetch.ts';

/** How something of the public web answers, without what it answers with. */
export interface Answer {
  readonly status: number;
  /** The header, as it was sent; null where somebody else sent it, to whom a redirect led. */
  readonly retryAfter: string | null;
}

/** By the rules of `fetchPublic`. Of what comes behind the headers nothing is read, however much or slowly it comes. */
export async function answerOf(from: URL, asking: Asking, method: Method): Promise<Answer> {
  // Whoever knows ranges sends a byte; from others we part when the headers are there.
  const { url, response } = await followed(from, asking, method, method === 'GET' ? { range: 'bytes=0-0' } : {});
  response.destroy();
  const { 'retry-after': wait = null } = response.headers;
  return { status: response.statusCode ?? 0, retryAfter: url.host === from.host ? wait : null };
}
