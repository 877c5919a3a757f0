import { cleaned } from './signs.ts';

/** Every runtime that this runs in has it. */
declare const URL: new (address: string) => { readonly hostname: string };

/** Why an address cannot be written to; `address-letters`: mail servers carry plain letters alone before the `@`. */
export type AddressFault = 'missing' | 'address' | 'address-letters';

export type ReadAddress = { readonly address: string } | { readonly fault: AddressFault };

/**
 * A mail address as it is meant, however it was copied: `Ana <ana@…>`, `<mailto:ana@…>`, with signs that nobody sees or in
 * wide letters. Folded, so that one mailbox is one account, with its domain in the letters that mail servers know. Stricter
 * than mail itself: no quotes, comments or lists.
 */
export function readAddress(pasted: string): ReadAddress {
  if (pasted.length > LONGEST) return { fault: 'address' };
  const text = tidyAddress(pasted);
  if (text === '') return { fault: 'missing' };
  const [, local, host] = /^([^@]*)@([^@]*)$/.exec(text) ?? [];
  if (!local || !host || local.length > 64) return { fault: 'address' };
  if (/[^\0-\x7f]/.test(local) && /^[^\s"(),:;<>[\\\]]+$/.test(local)) return { fault: 'address-letters' };
  const domain = domainOf(host);
  return domain !== null && LOCAL.test(local) ? { address: `${local}@${domain}` } : { fault: 'address' };
}

/** Longer than any address with a name, and what was copied along. */
const LONGEST = 1_000;
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** The address without what was copied along, as it is shown to whoever typed it. */
export function tidyAddress(pasted: string): string {
  const text = cleaned(pasted.slice(0, LONGEST)).normalize('NFKC').trim();
  // Beside a name, never beside another address.
  const within = /^[^@<>]*<([^<>]*)>[^@<>]*$/.exec(text)?.[1] ?? text;
  const bare = within.replace(/^["'“”‘’«([{<\s]+|[.,;:!?"'“”‘’»)\]}>\s]+$/g, '');
  const link = /^mailto:([^?]*)/i.exec(bare)?.[1];
  return (link === undefined ? bare : unescaped(link)).toLowerCase();
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** In ASCII, as the domain is looked up; null where it is none. */
function domainOf(host: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return null;
  const domain = hostnameOf(host);
  const labels = domain?.split('.') ?? [];
  const isDomain =
    labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return isDomain && domain !== null && domain.length < 254 ? domain : null;
}

function hostnameOf(host: string): string | null {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
}

/** The noughts of the figures that people type: of wide ones, of Arabic, Persian and Hindi. */
const NOUGHTS = ['\uff10', '\u0660', '\u06f0', '\u0966'].map((nought) => nought.charCodeAt(0));

/** The figures of a code or number, whatever they were typed with: `533-276`, `５３３２７６`, "Your code: 533 276". */
export function readFigures(pasted: string): string {
  const plain = pasted.replace(/\p{Nd}/gu, (figure) => {
    const code = figure.charCodeAt(0);
    const nought = NOUGHTS.find((first) => code >= first && code < first + 10);
    return nought === undefined ? figure : String(code - nought);
  });
  return plain.replace(/\D/g, '');
}

/** What a link is good for, `?token=…` or `?invitation=…`, whether all of it was copied or that alone. */
export function readPart(pasted: string, name: string): string {
  const text = cleaned(pasted).trim();
  return new RegExp(`[?&]${name}=([\\w-]+)`).exec(text)?.[1] ?? text;
}
