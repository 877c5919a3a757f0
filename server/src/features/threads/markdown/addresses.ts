import { cleaned } from '@hearth/shared/kernel/signs';
import type { MarkdownIt } from 'markdown-it';

const KNOWN = /^(?:https?|mailto|tel):/i;
/** A name before a colon; with a figure behind it, a host and its port. */
const SCHEME = /^[a-z][a-z\d+.-]*:(?!\d)/i;
const MAILBOX = /^[^\s@/:?#]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u;
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?=[/?#]|$)/u;
/** What somebody has on their own device, and no host. */
const FILE = /^[^/?#]+\.(?:pdf|docx?|xlsx?|pptx?|odt|txt|csv|html?|jpe?g|png|gif|webp|heic|svg|mp3|mp4|mov|zip)$/i;
const NUMBER = /^\+?\d[\d\s().-]{4,}\d$/;

/** The address that somebody means in a link, whole: with the scheme that they left out. Null where it is none. */
export function meantAddress(typed: string): string | null {
  const address = cleaned(typed).trim();
  if (KNOWN.test(address)) return URL.canParse(address) ? address : null;
  if (/^\/(?![/\\])/.test(address)) return address;
  if (SCHEME.test(address) || FILE.test(address)) return null;
  if (MAILBOX.test(address)) return `mailto:${address}`;
  if (HOST.test(address)) return `https://${address}`;
  return NUMBER.test(address) ? `tel:${address.replace(/[^+\d]/g, '')}` : null;
}

/**
 * Links lead where their words say, or are shown as they were typed. A full stop without a blank behind it, as in
 * "Thanks.It works", makes no link.
 */
export function addressesAsMeant(markdown: MarkdownIt): void {
  const normalize = markdown.normalizeLink.bind(markdown);
  markdown.normalizeLink = (typed) => {
    const address = meantAddress(typed);
    return address === null ? '' : normalize(address);
  };
  markdown.validateLink = (address) => address !== '';
  const { linkify } = markdown;
  linkify.set({ fuzzyLink: true });
  linkify.tlds(['app', 'community', 'dev', 'education', 'example', 'foundation', 'ngo', 'school'], true);
  const match = linkify.match.bind(linkify);
  linkify.match = (text) => match(text)?.flatMap((found) => (found.schema === '' ? bare(found) : found)) ?? null;
}

/** A host without a scheme, as people write it. */
function bare<Found extends { text: string; url: string }>(found: Found): Found[] {
  return isJoint(found.text) ? [] : [Object.assign(found, { url: `https://${found.text}` })];
}

/** Two words and a full stop, where the second one begins a sentence or is a little word. */
function isJoint(found: string): boolean {
  const [, last = ''] = /^[\p{L}\p{N}-]+\.(\p{L}+)$/u.exec(found) ?? [];
  return last !== '' && (/^\p{Lu}\p{Ll}/u.test(last) || LITTLE.has(last.toLowerCase()));
}

/** Ends of addresses in far countries that are little words. */
const LITTLE = new Set('am as at be by do id in is it me my no se so su to tu'.split(' '));
