/** A tag as it stands. */
export interface Tag {
  /** With its prefix. */
  readonly name: string;
  readonly isEnd: boolean;
  /** Both begin and end. */
  readonly isEmpty: boolean;
  /** The value of an attribute, by its name with the prefix; empty where it has none. */
  readonly get: (attribute: string) => string;
}

interface Walker {
  readonly tag: (tag: Tag) => void;
  readonly text: (text: string) => void;
  /** Whether the rest does not matter any more. */
  readonly isOver: () => boolean;
}

/**
 * Goes through XML once, from one sign to the next: it keeps nothing, and asks for nothing. What a document declares itself
 * (entities in entities) is not read at all.
 */
export function walkXml(xml: string, { tag, text, isOver }: Walker): void {
  let at = 0;
  while (at < xml.length && !isOver()) {
    const begin = xml.indexOf('<', at);
    if (begin !== at) text(plain(xml.slice(at, begin < 0 ? xml.length : begin)));
    if (begin < 0) return;
    const special = SPECIAL.find(([opens]) => xml.startsWith(opens, begin));
    const [, closes] = special ?? ['<', '>'];
    const end = special ? xml.indexOf(closes, begin + 2) : endOfTag(xml, begin);
    if (end < 0) return;
    if (!special) tag(tagOf(xml.slice(begin + 1, end)));
    else if (special[0] === CDATA) text(xml.slice(begin + CDATA.length, end));
    at = end + closes.length;
  }
}

const CDATA = '<![CDATA[';
const SPECIAL = [
  [CDATA, ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

/** A value may hold the sign that ends a tag. Each sign is looked at once. */
function endOfTag(xml: string, begin: number): number {
  for (let at = begin + 1; at < xml.length; at++) {
    const sign = xml.charAt(at);
    if (sign === '>') return at;
    if (sign !== '"' && sign !== "'") continue;
    at = xml.indexOf(sign, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function tagOf(inner: string): Tag {
  const isEnd = inner.startsWith('/');
  const name = /^[^\s/]*/.exec(isEnd ? inner.slice(1) : inner)?.[0] ?? '';
  return { name, isEnd, isEmpty: inner.endsWith('/'), get: (attribute) => valueIn(inner, attribute) };
}

function valueIn(inner: string, attribute: string): string {
  for (let at = inner.indexOf(attribute); at >= 0; at = inner.indexOf(attribute, at + 1)) {
    const before = inner.charCodeAt(at - 1);
    const quote = inner.charAt(at + attribute.length + 1);
    if (before > 32 || inner.charAt(at + attribute.length) !== '=' || (quote !== '"' && quote !== "'")) continue;
    const begin = at + attribute.length + 2;
    const end = inner.indexOf(quote, begin);
    return plain(inner.slice(begin, end < 0 ? inner.length : end));
  }
  return '';
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const HIGHEST = 0x10ffff;

/** The five signs that XML names, and those by their number; any other stays as it is. */
function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, ten, sixteen, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole;
    const code = typeof ten === 'string' ? Number(ten) : Number.parseInt(String(sixteen), 16);
    return code <= HIGHEST ? String.fromCodePoint(code) : whole;
  });
}
