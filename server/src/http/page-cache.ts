import { randomBytes, randomUUID } from 'node:crypto';
import { reads } from '@hearth/shared/kernel/budgets';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Request, RequestHandler, Response } from 'express';
import type { Call } from '../commands.ts';
import { versionOf } from '../queries.ts';
import { addressOf } from '../request/address.ts';
import { nobody, type Visitor } from '../request/visitor.ts';
import { count } from '../request/counting.ts';
import { settle } from '../request/outcome.ts';
import { newStandIn, type Question, type StandIn } from '../request/stand-in.ts';
import type { Services } from '../services.ts';
import { ByteCache } from './byte-cache.ts';
import { mayCompress } from './compression.ts';
import { PendingRender, pendingRender, type Asked, type Rendered } from './pending-render.ts';
import { Template, type Fillings } from './template.ts';

/** For all cached pages together, and for what is known of addresses. */
const PAGE_BYTES = 32 * 1024 * 1024;
const ADDRESS_BYTES = 2 * 1024 * 1024;
/** How often a page may have changed while it was waited for, before one renders it for oneself. */
const TRIES = 3;

interface CachedPage {
  /** Who alone is shown it; empty where it is for whoever has these versions. */
  readonly owner: PersonId | '';
  readonly until: number;
  /** The number that its scripts may run by, to be replaced in headers and text; good for one answer only. */
  readonly nonce: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: Template;
}

/** One request for a page. */
interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly next: () => void;
  /** All that a page could know beside who reads it: address, cookies but for the session's, languages. */
  readonly address: string;
  /** What the session's cookies hold; empty for strangers. */
  readonly tokens: readonly string[];
}

/**
 * Pages rendered once for many readers, and kept for as long as they are true: everything they were made from has the
 * version it had for this reader, which is looked up in the store for every answer, and no word in them depends on a later
 * time. See docs/decisions/0008-page-cache.md, and for members 0014-pages-that-members-share.md.
 */
export class PageCache {
  readonly #services: Services;
  readonly #pages = new ByteCache<CachedPage>(PAGE_BYTES);
  /** What the pages of an address ask. Of all others nothing is known, and nobody's session is looked at for them. */
  readonly #questions = new ByteCache<readonly Question[]>(ADDRESS_BYTES);
  /** Who is named at an address and has pages of their own there: by both. */
  readonly #own = new ByteCache<true>(ADDRESS_BYTES);
  readonly #pending = new Map<string, PendingRender>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Answers with the page that is kept, or has it rendered, once for all who ask meanwhile. */
  readonly serve: RequestHandler = async (request, response, next) => {
    // Data for a page that is open already is no page.
    if (request.method !== 'GET' || request.path.endsWith('/__data.json')) return next();
    const { protocol, headers, originalUrl } = request;
    const { tokens, rest } = this.#services.sessions.split(this.#services, headers.cookie ?? '');
    const address = JSON.stringify([protocol, headers.host, originalUrl, rest, headers['accept-language']]);
    const visit: Visit = { request, response, next, address, tokens };
    if (tokens.length === 0) return this.#show(visit, this.#callOf(request, response));
    if (!this.#questions.get(address)) return this.#learn(visit);
    const call = await settle(this.#services.log, () => this.#memberCall(request, response));
    // The page looks at the session itself, and meets the same.
    if (!call.ok) return next();
    // Says that they are somebody, and is not.
    if (call.value.visitor === nobody) return showAlone(visit, nobody);
    return this.#show(visit, call.value);
  };

  async #show(visit: Visit, call: Call): Promise<void> {
    const { address } = visit;
    const { visitor } = call;
    let isPage = false;
    for (let tries = 0; tries < TRIES; tries++) {
      const questions = this.#questions.get(address);
      const asked = questions ? await this.#versionsOf(call, questions) : null;
      // What has no version for a member is no page for several.
      if (!asked && visitor !== nobody) break;
      const key = keyOf(address, this.#ownerOf(visit, visitor), asked ?? []);
      const page = this.#pages.get(key);
      if (page && Date.now() < page.until) {
        if (!this.#isWrongFor(visitor, page, address)) return this.#send(visit, page, fillingsFor(visitor));
        continue;
      }
      const pending = this.#pending.get(key);
      if (!pending) return this.#render(visit, call, key, isPage);
      const outcome = await pending.done;
      if (outcome === 'none') break;
      if (outcome === 'left') {
        // One of those who waited renders it for the others, who need not wait to see that it is a page.
        isPage = true;
        tries -= 1;
      }
    }
    showAlone(visit, visitor);
  }

  /** One look at the store for each question; null where one is refused or has no version. It counts as a read, as asking would. */
  async #versionsOf(call: Call, questions: readonly Question[]): Promise<Asked[] | null> {
    const look = async () => {
      await count(call, reads);
      return Promise.all(questions.map(async (question) => ({ question, version: await versionOf(call, question) })));
    };
    const found = await settle(this.#services.log, look);
    if (!found.ok) return null;
    const asked = found.value.flatMap(({ question, version }) => (version === null ? [] : [{ ...question, version }]));
    return asked.length === questions.length ? asked : null;
  }

  /** Renders the page for whoever asks and for all who wait; for members with somebody in their place whom nobody is. */
  #render(visit: Visit, call: Call, key: string, isPage: boolean): void {
    const { visitor } = call;
    const owner = this.#ownerOf(visit, visitor);
    const standIn = visitor === nobody ? null : newStandIn(owner || undefined);
    const pending: PendingRender = new PendingRender({
      visitor,
      standIn,
      versionOf: (question) => versionOf(call, question),
      onBegin: () => this.#pending.set(key, pending),
      learn: (asked) => this.#remember(visit.address, asked),
      keep: (rendered) => {
        const page = this.#keep(visit, owner, rendered, standIn);
        if (!standIn) return rendered.html;
        if (!page || this.#isWrongFor(visitor, page, visit.address)) return null;
        return page.text.filled({ nonce: page.nonce, ...fillingsFor(visitor) }).toString();
      },
    });
    void pending.done.then(() => {
      if (this.#pending.get(key) === pending) this.#pending.delete(key);
    });
    if (isPage) pending.begin();
    run(visit, pending);
  }

  /** Renders for one reader alone, of an address whose pages nobody knows yet. */
  #learn(visit: Visit): void {
    const learn = (asked: readonly Asked[]) => this.#remember(visit.address, asked);
    run(visit, new PendingRender({ ...alone, visitor: null, learn }));
  }

  #keep(visit: Visit, owner: PersonId | '', rendered: Rendered, standIn: StandIn | null): CachedPage | null {
    const { asked, until, html, headers } = rendered;
    const policy = headers.find(([name]) => name === 'content-security-policy')?.[1] ?? '';
    const [, nonce] = /'nonce-([\w+/=-]{16,})'/.exec(policy) ?? [];
    if (!nonce) return null;
    const text = new Template(html, { nonce, ...(standIn ? wordsOf(standIn, owner, rendered.freshId) : {}) });
    // Whatever page code made of it: where a name stands in a place of another kind, or a reader's own, nobody shares it.
    if (standIn && [standIn.name, ...visit.tokens.filter(isToken)].some((word) => text.includes(word))) return null;
    // The tag tells one rendering from another, and no two answers are the same.
    const page = { owner, until, nonce, headers: headers.filter(([name]) => name !== 'etag'), text };
    this.#pages.set(keyOf(visit.address, owner, asked), page, text.bytes + 2 * JSON.stringify(headers).length);
    return page;
  }

  #remember(address: string, asked: readonly Asked[]): void {
    const questions = asked.map(({ name, input }) => ({ name, input }));
    this.#questions.set(address, questions, 2 * JSON.stringify(questions).length);
  }

  /**
   * Whether the reader is named in it by somebody else's words or their own, while it was rendered for somebody who is not:
   * to them it may show buttons that it shows to nobody else. From now on they have pages of their own there.
   */
  #isWrongFor(visitor: Visitor, { owner, text }: CachedPage, address: string): boolean {
    if (owner || !('byline' in visitor) || !text.includes(visitor.actor.id)) return false;
    this.#own.set(address + visitor.actor.id, true, 0);
    return true;
  }

  /** Whose page it is that a reader is shown: their own, or everybody's. */
  #ownerOf({ address }: Visit, visitor: Visitor): PersonId | '' {
    return 'byline' in visitor && this.#own.get(address + visitor.actor.id) ? visitor.actor.id : '';
  }

  #send({ request, response }: Visit, { nonce, headers, text }: CachedPage, fillings: Fillings): void {
    const fresh = randomBytes(16).toString('base64');
    for (const [name, value] of headers) response.set(name, value.replaceAll(nonce, fresh));
    const isPacked = mayCompress(this.#services, request) && request.acceptsEncodings('gzip') === 'gzip';
    if (isPacked) response.set('Content-Encoding', 'gzip');
    const all = { ...fillings, nonce: fresh };
    const body = isPacked ? text.gzipped(all) : text.filled(all);
    response.set('Content-Length', String(body.length)).end(body);
  }

  #callOf(request: Request, response: Response): Call {
    const address = addressOf(request, this.#services.config.trustedProxies);
    const requestId = String(response.locals['requestId']);
    const origin = { address, userAgent: '', requestId, setCookie: null };
    return { services: this.#services, visitor: nobody, origin };
  }

  async #memberCall(request: Request, response: Response): Promise<Call> {
    const visitor = await this.#services.sessions.resolve(this.#services, request.headers.cookie ?? null);
    return { ...this.#callOf(request, response), visitor };
  }
}

/** A render that is nobody else's business. */
const alone = {
  standIn: null,
  versionOf: async () => '',
  onBegin: () => {},
  learn: () => {},
  keep: null,
};

function showAlone(visit: Visit, visitor: Visitor): void {
  const pending = new PendingRender({ ...alone, visitor });
  pending.giveUp();
  run(visit, pending);
}

function run({ response, next }: Visit, pending: PendingRender): void {
  // Whoever waited may have hung up by now.
  if (response.destroyed) return pending.leave();
  // Whatever became of it, nobody waits for it any longer.
  response.once('close', () => (response.writableFinished ? pending.giveUp() : pending.leave()));
  pendingRender.run(pending, next);
}

function keyOf(address: string, owner: PersonId | '', asked: readonly Asked[]): string {
  return JSON.stringify([address, owner, asked]);
}

/**
 * How a reader's own stands in a page that is rendered for a stand-in. An id is the same in markup and in a script. The name
 * is looked for in one place only, among the data that the page's scripts begin with.
 */
function wordsOf(standIn: StandIn, owner: PersonId | '', freshId: string): Fillings {
  return { ...(owner ? {} : { id: standIn.id }), name: `name:"${standIn.name}"`, freshId };
}

function fillingsFor(visitor: Visitor): Fillings {
  if (!('byline' in visitor)) return {};
  return { id: visitor.actor.id, name: `name:${quoted(visitor.byline.name)}`, freshId: randomUUID() };
}

/** A string for a script; whatever is no plain letter or figure is written so that it ends nothing, wherever it stands. */
function quoted(words: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${words.replace(/[^A-Za-z0-9 ]/g, escaped)}"`;
}

/** What a session's cookie may hold; anything else is nobody's. */
function isToken(word: string): boolean {
  return /^[\w-]{43}$/.test(word);
}
