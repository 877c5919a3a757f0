import { domainToASCII } from 'node:url';
import { isSeen } from '@hearth/shared/kernel/signs';
import type { StateCore, Token } from 'markdown-it';

/** A host of these letters looks like no other: ASCII, and the small letters of Western Europe. */
const PLAIN = /^[\x20-\x7e\u00df-\u00f6\u00f8-\u00ff]*$/;
const IN_ADDRESS = /^((?:[a-z][a-z\d+.-]*:)?\/\/(?:[^/?#]*@)?|mailto:[^@]*@)([^/?#:]+)/i;

/** An address as it was written, but a host whose letters may look like other ones in the form that gives it away. */
export function shownAddress(address: string): string {
  return address.replace(IN_ADDRESS, (_all, before: string, host: string) => before + shownHost(host));
}

function shownHost(host: string): string {
  if (isPlain(host)) return host;
  return domainToASCII(host) || encodeURIComponent(host);
}

function isPlain(host: string): boolean {
  return PLAIN.test(host.toLowerCase());
}

/**
 * The last step of parsing. A link whose words look like another host than the one it leads to says that one too:
 * "bank.com (evil.example)". A picture becomes a link, since whoever reads must not fetch anything from elsewhere.
 */
export function showHosts({ tokens, Token }: StateCore): void {
  const text = (content: string): Token => Object.assign(new Token('text', '', 0), { content });
  for (const token of tokens) token.children &&= new Links(text, Token).of(token.children);
}

class Links {
  readonly #text: (content: string) => Token;
  readonly #Token: StateCore['Token'];
  #href: string | null = null;
  #words = '';

  constructor(text: (content: string) => Token, token: StateCore['Token']) {
    this.#text = text;
    this.#Token = token;
  }

  of(tokens: readonly Token[]): Token[] {
    return tokens.flatMap((token) => this.#next(token));
  }

  #next(token: Token): Token[] {
    if (token.type === 'image') return this.#picture(token);
    if (token.type === 'link_open') {
      this.#href = String(token.attrGet('href'));
      this.#words = '';
      // "[note]()" leads nowhere.
      return this.#href === '' ? [this.#text('[')] : [token];
    }
    if (token.type !== 'link_close' || this.#href === null) {
      this.#words += token.content;
      return [token];
    }
    const [href, words] = [this.#href, this.#words];
    this.#href = null;
    if (href === '') return [this.#text(']()')];
    // Without words the address is what one reads.
    if (!isSeen(words)) return [this.#text(shownAddress(href.replace(/^(?:mailto|tel):/i, ''))), token];
    const other = unlike(words, href);
    return other ? [this.#text(` (${other})`), token] : [token];
  }

  /** Within a link, its words alone. */
  #picture(token: Token): Token[] {
    const words = this.#text(token.content);
    if (this.#href !== null) return this.#next(words);
    const open = new this.#Token('link_open', 'a', 1);
    open.attrSet('href', String(token.attrGet('src')));
    return [open, words, new this.#Token('link_close', 'a', -1)].flatMap((part) => this.#next(part));
  }
}

/** The host, mail address or number that a link leads to, where its words look like another one; null where they do not. */
function unlike(words: string, href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, hostname, pathname } = new URL(href);
  if (protocol === 'tel:') return isOtherNumber(words, pathname) ? pathname : null;
  const said = firstHost(words);
  if (protocol === 'mailto:')
    return (said !== null || words.includes('@')) && !names(words, pathname) ? pathname : null;
  if (said === null || hostname === '') return null;
  return isPlain(said) && leadsTo(hostname, said) ? null : hostname;
}

/** A number may be said without what countries and cities begin with. */
function isOtherNumber(words: string, called: string): boolean {
  const said = words.replace(/\D/g, '');
  return said.length > 3 && !called.replace(/\D/g, '').endsWith(said.replace(/^0+/, ''));
}

function names(words: string, mailbox: string): boolean {
  const said = words.replace(/@([^@\s]+)/g, (_all, host: string) => `@${domainToASCII(host) || host}`);
  return isPlain(words) && said.toLowerCase().includes(mailbox.toLowerCase());
}

/** Its own host or one below it; with or without `www.`. */
function leadsTo(hostname: string, said: string): boolean {
  const name = domainToASCII(said).replace(/^www\./, '');
  return name !== '' && `.${hostname}`.endsWith(`.${name}`);
}

/** The first piece of the words that looks like a host, also with wide dots and joiners that nobody sees. */
function firstHost(words: string): string | null {
  const pieces = words
    .normalize('NFKC')
    .replaceAll(/[\u200c\u200d]/g, '')
    .replaceAll('。', '.')
    .split(/[^\p{L}\p{M}\p{N}.-]+/u);
  const hosts = pieces.map((piece) => piece.split('.').filter(Boolean));
  const host = hosts.find((labels) => labels.length > 1 && looksLikeHost(labels));
  return host?.join('.') ?? null;
}

/** A name that ends in letters, or four numbers. */
function looksLikeHost(labels: readonly string[]): boolean {
  const isNumber = (label: string) => /^\d{1,3}$/.test(label);
  return /^\p{L}[\p{L}\p{M}\p{N}-]+$/u.test(labels.at(-1) ?? '') || (labels.length === 4 && labels.every(isNumber));
}
