import type { CommandName, CommandNamed, QueryName, QueryNamed } from './contract.ts';
import type { OutputOf, SentTo } from './kernel/command.ts';
import type { Result } from './kernel/errors.ts';

/** Where the server process leaves its door for the pages that are rendered in it. */
export const DOOR = Symbol.for('hearth.door');

/** The cookie of somebody who is signed in: with https the prefix makes browsers refuse it from anywhere but this very host. */
export const sessionCookie = { http: 'hearth', https: '__Host-hearth' } as const;

/**
 * What the answer to whoever leaves for good tells their browser: drafts and unsent words do not stay for the next person
 * at this device. Cookies are not named, because language and theme are cookies, and the session's is taken back anyway.
 */
export const forgetDevice = { 'Clear-Site-Data': '"storage"' } as const;

/** What a page knows of the request it is rendered for. */
export interface Visit {
  readonly cookie: string | null;
  readonly address: string;
  readonly userAgent: string;
  /** As the answer's `X-Request-Id`. */
  readonly requestId: string;
}

/** Where the server writes that number for the pages. */
export const REQUEST_HEADER = 'x-hearth-request';

/** A page that could not be rendered, by a fault of ours. */
export interface Failure {
  readonly requestId: string;
  /** The pattern of its address, without what stood in it. */
  readonly route: string | null;
  readonly error: unknown;
}

/** A page as it goes to whoever asked for it. */
export interface RenderedPage {
  readonly html: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The same way in as the API's and the socket's, for pages that are rendered in the server's own process. */
export interface Caller {
  command<N extends CommandName>(
    name: N,
    commandId: string,
    input: SentTo<CommandNamed<N>>,
  ): Promise<Result<OutputOf<CommandNamed<N>>>>;
  query<N extends QueryName>(name: N, input: SentTo<QueryNamed<N>>): Promise<Result<OutputOf<QueryNamed<N>>>>;
  /** An id for what the page lets its reader do: another one each time somebody is shown it. */
  freshId(): string;
  /**
   * A page says of itself that what is seen of it depends on its address, the reader's cookies and language, and what it
   * has asked; and until when its words are true, in milliseconds since 1970. It may be rendered once for many readers.
   */
  cacheUntil(until: number): void;
  /** Whether the page is to be handed over when it is rendered. */
  readonly isCacheable: boolean;
  /** Whether it is rendered as whoever asked reads it, and not as many do; from {@link rendered} on it is. */
  readonly isForReader: boolean;
  /**
   * Hands it over; null for what is not a page, or went wrong. Gives back what goes to whoever asked, or null where that
   * is nothing that may be shared: what was rendered for many must then be rendered again, for them.
   */
  rendered(page: RenderedPage | null): Promise<string | null>;
}

export interface Door {
  /** `setCookie` gets a whole Set-Cookie line when a command signs in or out. */
  open(visit: Visit, setCookie: (line: string) => void): Caller;
  /** Has it logged with everything else. */
  failed(failure: Failure): void;
}

/** Over HTTP, whom a page was opened by: their id, or nothing for a stranger. Answered by nobody else's session. */
export const AS_HEADER = 'x-hearth-as';
