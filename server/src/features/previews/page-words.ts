import { previewLimits } from '@hearth/shared/previews/limits';
import { cut } from '@hearth/shared/kernel/graphemes';
import { cleaned, isSeen } from '@hearth/shared/kernel/signs';

/** What a page says of itself, in its own words. */
export interface PageWords {
  readonly title: string;
  readonly site: string;
  readonly description: string;
  /** Where its picture is. */
  readonly picture: URL | null;
}

/** So much of one word is looked at: what is longer is cut anyway. */
const LOOKED_AT = 4_096;

/** Null where it has no title, and so nothing to be told by. */
export async function wordsOf(html: string, base: URL): Promise<PageWords | null> {
  const { metas, titleText } = await readHead(html);
  const of = (names: readonly string[], most: number) =>
    said(names.map((name) => metas.get(name) ?? '').find(isSeen) ?? '', most);
  const title = of(['og:title', 'twitter:title'], previewLimits.title) || said(titleText, previewLimits.title);
  if (!title) return null;
  return {
    title,
    site: of(['og:site_name', 'application-name'], previewLimits.site),
    description: of(['og:description', 'twitter:description', 'description'], previewLimits.description),
    picture: pictureIn(metas, base),
  };
}

function pictureIn(metas: ReadonlyMap<string, string>, base: URL): URL | null {
  const names = ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'];
  const address = names.map((name) => metas.get(name)).find(Boolean);
  return address ? URL.parse(address, base.href) : null;
}

/** What may stand in a head; with anything else its body has begun, as browsers have it. */
const IN_HEAD = new Set(
  ['html', 'head', 'title', 'meta', 'link', 'base', 'style', 'script', 'noscript', 'template'].concat(
    // Those who count visitors put these into a head, within `noscript`.
    ['img', 'iframe'],
  ),
);
/** What is in it is not nested deeper, nor are there more of them, on any page that means well. */
const MOST = { depth: 16, tags: 4_000 } as const;

/**
 * The head alone: nothing that a page shows can pass for what it says of itself. What comes after it is not read, since
 * the reader looks through all that is open for each end tag, and a page may have opened eighty thousand.
 */
async function readHead(html: string): Promise<{ metas: ReadonlyMap<string, string>; titleText: string }> {
  // With the first link: what cleans posts brings it too, in a way of its own.
  const { Parser } = await import('htmlparser2');
  const metas = new Map<string, string>();
  let titleText = '';
  let isTitle = false;
  let [depth, tags] = [0, 0];
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      tags += 1;
      if (!IN_HEAD.has(name) || depth > MOST.depth || tags > MOST.tags) return parser.pause();
      isTitle = name === 'title' && titleText === '';
      if (name !== 'meta') return;
      const key = (attributes['property'] ?? attributes['name'] ?? '').toLowerCase();
      // The first one counts.
      if (key && !metas.has(key)) metas.set(key, (attributes['content'] ?? '').slice(0, LOOKED_AT));
    },
    ontext(text) {
      if (isTitle && titleText.length < LOOKED_AT) titleText += text;
    },
    onclosetag(name) {
      depth -= 1;
      if (name === 'title') isTitle = false;
      if (name === 'head') parser.pause();
    },
  });
  parser.end(html);
  return { metas, titleText };
}

/** On one line, without signs that nobody sees. */
export function said(text: string, most: number): string {
  const line = cleaned(text.slice(0, LOOKED_AT)).replace(/\s+/gu, ' ').trim();
  if (!isSeen(line)) return '';
  return line.length <= most ? line : `${cut(line, most - 1).trimEnd()}…`;
}
