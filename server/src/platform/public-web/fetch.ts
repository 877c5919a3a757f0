import type { IncomingMessage } from 'node:http';
import { bodyOf, type IsEnough } from './body.ts';
import { ask, placeOf, Unfetched, type Reach } from './connect.ts';

/** One redirect more is one too many. */
const REDIRECTS = 3;
const REDIRECTED: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

export interface Wanted {
  readonly reach: Reach;
  /** Aborts whatever still lasts. */
  readonly signal: AbortSignal;
  /** Kinds of content, as a header says them without its parameters. Anything else is not read. */
  readonly types: RegExp;
  /** Bytes, unpacked. */
  readonly most: number;
  readonly isEnough?: IsEnough;
  /** Who asks, and where they can be found. */
  readonly agent: string;
  /** Asked before every request, also of a redirect: throws where it should not be made. */
  readonly before: (url: URL) => void | Promise<void>;
}

export interface Fetched {
  /** After all redirects. */
  readonly url: URL;
  readonly type: string;
  /** As the header says. */
  readonly charset: string | null;
  readonly body: Buffer;
}

/** Reads something of the public web, and of nothing else: what one stranger gives us to read may lead to another's door. */
export async function fetchPublic(from: URL, wanted: Wanted): Promise<Fetched> {
  let url = from;
  for (let turn = 0; turn <= REDIRECTS; turn++) {
    await wanted.before(url);
    const response = await asked(url, wanted);
    const { statusCode, headers } = response;
    if (!REDIRECTED.has(statusCode)) return await read(url, response, wanted);
    response.destroy();
    const next = URL.parse(headers.location ?? '', url.href);
    if (!next) throw new Unfetched('redirected to nowhere');
    url = next;
  }
  throw new Unfetched('redirected too often');
}

async function asked(url: URL, { reach, signal, agent }: Wanted): Promise<IncomingMessage> {
  const place = await placeOf(url, reach, signal);
  const headers = { 'user-agent': agent, accept: '*/*', 'accept-encoding': 'gzip, deflate, br' };
  return ask(url, place, headers, signal);
}

async function read(url: URL, response: IncomingMessage, { types, most, isEnough }: Wanted): Promise<Fetched> {
  const { statusCode, headers } = response;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isWanted = statusCode === 200 && types.test(type.trim());
  if (!isWanted || Number(headers['content-length'] ?? 0) > MOST_ANNOUNCED) {
    response.destroy();
    throw new Unfetched(isWanted ? 'too much' : `an answer of another kind: ${statusCode}`);
  }
  const charset = /charset\s*=\s*"?([\w.:-]+)/.exec(parameters.join(';'))?.[1] ?? null;
  return { url, type: type.trim(), charset, body: await bodyOf(response, most, isEnough ?? (() => false)) };
}

/** Whatever it is, it is nothing to show beside a link. */
const MOST_ANNOUNCED = 5 * 1024 * 1024;
