import type { Feed } from '@hearth/shared/feeds/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import type { RequestEvent } from '@sveltejs/kit';
import { found } from '../api/answers.ts';
import { atom } from './atom.ts';

/** What was asked for by `?key=`, if anything. */
export function keyIn(url: URL): { key?: string } {
  const key = url.searchParams.get('key');
  return key === null ? {} : { key };
}

/** The feed as Atom, or that it has not changed since the reader last asked. */
export async function answerFeed(
  { url, request }: RequestEvent,
  result: Result<Feed>,
  page: string,
): Promise<Response> {
  const locale = url.searchParams.get('lang') === 'es' ? 'es' : 'en';
  const xml = atom(found(result), { origin: url.origin, path: url.pathname, page, locale });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(xml));
  const etag = `"${Buffer.from(digest).toString('base64url')}"`;
  const headers = { etag, 'content-type': 'application/atom+xml; charset=utf-8', 'x-robots-tag': 'noindex' };
  const isKnown = request.headers.get('if-none-match')?.split(/, */).includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(xml, { headers });
}
