import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { reads } from '@hearth/shared/kernel/budgets';
import type { Call } from '../commands.ts';
import { nobody } from '../request/context.ts';
import { count } from '../request/counting.ts';
import type { Services } from '../services.ts';
import { settle } from '../request/outcome.ts';
import { versionOf } from '../queries.ts';
import { addressOf } from '../request/address.ts';
import { GappedText } from './gapped-text.ts';
import { Making, underWay, type Asked, type Made } from './making.ts';

/** For all kept pages together; what was asked for longest ago goes first. */
const MOST_BYTES = 32 * 1024 * 1024;
/** How often a page may have changed while it was waited for, before one renders it for oneself. */
const TRIES = 3;

interface KeptPage {
  readonly asked: readonly Asked[];
  readonly until: number;
  /** The number that its scripts may run by, to be replaced in headers and text; good for one answer only. */
  readonly nonce: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: GappedText;
  readonly bytes: number;
}

/**
 * Pages as strangers see them, rendered once and kept for as long as they are true: everything they were made from has
 * the stamp it had, which is looked up in the store for every answer, and no word in them depends on a later time.
 * What is not known to be the same for everybody is not kept: who carries a session has nothing to do with this, and
 * all that a page could know of others – address, cookies, languages – is in the key.
 */
export class KeptPages {
  readonly #services: Services;
  readonly #pages = new Map<string, KeptPage>();
  readonly #making = new Map<string, Making>();
  #bytes = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Answers with the page that is kept, or has it rendered, once for all who ask meanwhile. */
  readonly serve: RequestHandler = async (request, response, next) => {
    if (request.method !== 'GET' || this.#services.sessions.isClaimed(this.#services, request.headers.cookie ?? null))
      return next();
    const key = keyOf(request);
    const call = this.#callOf(request, response);
    for (let tries = 0; tries < TRIES; tries++) {
      const page = this.#pages.get(key);
      if (page && (await this.#isTrue(page, call))) {
        this.#touch(key, page);
        return send(request, response, page);
      }
      const making = this.#making.get(key);
      if (!making) return this.#make(key, call, response, next);
      if (!(await making.done)) return next();
    }
    next();
  };

  #make(key: string, call: Call, response: Response, next: () => void): void {
    const making = new Making(call, () => this.#making.set(key, making));
    void making.done.then((made) => {
      if (this.#making.get(key) === making) this.#making.delete(key);
      if (made) this.#keep(key, made);
    });
    // Whatever became of it, nobody waits for it any longer.
    response.once('close', () => making.giveUp());
    underWay.run(making, next);
  }

  /** One look at the store for each question. It counts as a read, as asking would. */
  async #isTrue({ asked, until }: KeptPage, call: Call): Promise<boolean> {
    if (Date.now() >= until) return false;
    const look = async () => {
      await count(call, reads);
      const stamps = await Promise.all(asked.map(({ name, input }) => versionOf(call, name, input)));
      return asked.every(({ stamp }, place) => stamp === stamps[place]);
    };
    const result = await settle(this.#services.log, look);
    return result.ok && result.value;
  }

  #keep(key: string, { asked, until, html, headers }: Made): void {
    const policy = headers.find(([name]) => name === 'content-security-policy')?.[1] ?? '';
    const [, nonce] = /'nonce-([\w+/=-]{16,})'/.exec(policy) ?? [];
    if (!nonce) return;
    const text = new GappedText(html, nonce);
    const bytes = text.bytes + 2 * (key.length + JSON.stringify([asked, headers]).length);
    this.#drop(key);
    // The tag tells one rendering from another, and no two answers are the same.
    this.#pages.set(key, { asked, until, nonce, headers: headers.filter(([name]) => name !== 'etag'), text, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#pages.get(key)?.bytes ?? 0;
    this.#pages.delete(key);
  }

  /** Puts it behind all others; unless it has made place meanwhile. */
  #touch(key: string, page: KeptPage): void {
    if (this.#pages.get(key) !== page) return;
    this.#pages.delete(key);
    this.#pages.set(key, page);
  }

  #callOf(request: Request, response: Response): Call {
    const address = addressOf(request, this.#services.config.trustedProxies);
    const requestId = String(response.locals['requestId']);
    return {
      services: this.#services,
      visitor: nobody,
      origin: { address, userAgent: '', requestId, setCookie: null },
    };
  }
}

function keyOf({ protocol, headers, originalUrl }: Request): string {
  return JSON.stringify([protocol, headers.host, originalUrl, headers.cookie, headers['accept-language']]);
}

function send(request: Request, response: Response, { nonce, headers, text }: KeptPage): void {
  const fresh = randomBytes(16).toString('base64');
  for (const [name, value] of headers) response.set(name, value.replaceAll(nonce, fresh));
  const isPacked = request.acceptsEncodings('gzip') === 'gzip';
  if (isPacked) response.set('Content-Encoding', 'gzip');
  const body = isPacked ? text.gzippedWith(fresh) : text.with(fresh);
  response.set('Content-Length', String(body.length)).end(body);
}
