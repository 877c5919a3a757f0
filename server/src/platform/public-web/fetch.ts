import type { IncomingMessage } from 'node:http';
import { bodyOf, type IsEnough } from './body.ts';
import { ask, placeOf, Unfetched, type Method, type Reach } from './connect.ts';

/** One redirect more is one too many. */
const REDIRECTS = 3;
const REDIRECTED: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

export interface Asking {
  readonly reach: Reach;
  /** Aborts whatever still lasts. */
  readonly signal: AbortSignal;
  /** Who asks, and where they can be found. */
  readonly agent: string;
  /** Asked before every request, also of a redirect: throws where it should not be made. */
  readonly before: (url: URL) => void | Promise<void>;
}

export interface Wanted extends Asking {
  /** Kinds of content, as a header says them without its parameters. Anything else is not read. */
  readonly types: RegExp;
  /** Bytes, unpacked. */
  readonly most: number;
  readonly isEnough?: IsEnough;
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
  const { url, response } = await followed(from, wanted, 'GET', PACKED);
  return await read(url, response, wanted);
}

const PACKED = { 'accept-encoding': 'gzip, deflate, br' } as const;

interface Followed {
  /** After all redirects. */
  readonly url: URL;
  /** Whoever has it reads or destroys it. */
  readonly response: IncomingMessage;
}

/** What is answered in the end, by the same rules at each turn. */
export async function followed(
  from: URL,
  asking: Asking,
  method: Method,
  headers: Readonly<Record<string, string>>,
): Promise<Followed> {
  const { reach, signal, agent, before } = asking;
  let url = from;
  for (let turn = 0; turn <= REDIRECTS; turn++) {
    await before(url);
    const place = await placeOf(url, reach, signal);
    const question = { method, headers: { 'user-agent': agent, accept: '*/*', ...headers } };
    const response = await ask(url, place, question, signal);
    if (!REDIRECTED.has(response.statusCode)) return { url, response };
    response.destroy();
    const next = URL.parse(response.headers.location ?? '', url.href);
    if (!next) throw new Unfetched('redirected to nowhere');
    url = next;
  }
  throw new Unfetched('redirected too often');
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
