import type { CommandName, CommandNamed, QueryName, QueryNamed } from './contract.ts';
import type { OutputOf, SentTo } from './kernel/command.ts';
import type { Result } from './kernel/errors.ts';

declare global {
  /** Where the server leaves the transport for the pages. They are built apart and rendered in its process: no module is shared. */
  var hearthPageTransport: PageTransport | undefined;
}

/** The session's cookie. With https, the prefix makes browsers refuse it from anywhere but this very host. */
export const sessionCookie = { http: 'hearth', https: '__Host-hearth' } as const;

/**
 * Sent when somebody signs out: drafts and unsent words must not stay for the next person at this device. Cookies are not
 * included, because language and theme are cookies, and the session's is removed anyway.
 */
export const forgetDevice = { 'Clear-Site-Data': '"storage"' } as const;

/** What a page knows of the request it is rendered for. */
export interface RequestInfo {
  readonly cookie: string | null;
  readonly address: string;
  readonly userAgent: string;
  /** As the answer's `X-Request-Id`. */
  readonly requestId: string;
}

/** Where the server writes that number for the pages. */
export const REQUEST_HEADER = 'x-hearth-request';

/** A page that could not be rendered, through a fault of ours. */
export interface Failure {
  readonly requestId: string;
  /** The route's pattern, without its parameters. */
  readonly route: string | null;
  readonly error: unknown;
}

/** A rendered page as it is sent. */
export interface RenderedPage {
  readonly html: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What a form may send in place of an input: its choices are any text until the schema has read them. */
type Unchecked<Input> = Input extends string
  ? string
  : Input extends object
    ? { [Field in keyof Input]: Unchecked<Input[Field]> }
    : Input;

/** Commands and queries for a page that is rendered in the server's own process, as whoever asked for it. */
export interface ApiClient {
  command<N extends CommandName>(
    name: N,
    commandId: string,
    input: Unchecked<SentTo<CommandNamed<N>>>,
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

/** The third transport, beside HTTP and sockets: direct calls from pages that are rendered in the server's process. */
export interface PageTransport {
  /** `setCookie` gets a whole Set-Cookie line when a command signs in or out. */
  clientFor(request: RequestInfo, setCookie: (line: string) => void): ApiClient;
  /** Logs it with everything else. */
  failed(failure: Failure): void;
}

/** Over HTTP, who a page was rendered for: their id, or nothing for a stranger. Refused for any other session. */
export const AS_HEADER = 'x-hearth-as';
