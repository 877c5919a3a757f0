import type { Seen } from './office-seen.ts';
import type { PartsOf } from './office-parts.ts';
import { walkXml } from './xml-walk.ts';

/** LibreOffice and others: OpenDocument 1.3. */

/** What stands in there is no word of the document: what was deleted, and what others remark. */
const APART: ReadonlySet<string> = new Set(['text:tracked-changes', 'office:annotation']);
const LINES: ReadonlySet<string> = new Set(['text:p', 'text:h']);

export async function readOpenDocument(parts: PartsOf, seen: Seen): Promise<void> {
  for (const name of ['styles.xml', 'content.xml']) {
    const xml = await parts.read(name);
    walkXml(xml, new Walk(seen, name === 'content.xml'));
  }
}

class Walk {
  readonly #seen: Seen;
  readonly #hasWords: boolean;
  #lines = 0;
  #apart = 0;
  #frame: { isPicture: boolean; isSaid: boolean } | null = null;
  #isSaying = false;
  #slide: { hasTitle: boolean } | null = null;

  constructor(seen: Seen, hasWords: boolean) {
    this.#seen = seen;
    this.#hasWords = hasWords;
  }

  readonly isOver = () => false;

  readonly text = (text: string) => {
    if (this.#isSaying && this.#frame && text.trim()) this.#frame.isSaid = true;
    else if (this.#hasWords && this.#lines > 0 && this.#apart === 0) this.#seen.add(text);
  };

  readonly tag: Parameters<typeof walkXml>[1]['tag'] = ({ name, isEnd, isEmpty, get }) => {
    const step = isEnd ? -1 : isEmpty ? 0 : 1;
    if (APART.has(name)) this.#apart += step;
    if (name === 'svg:title' || name === 'svg:desc') this.#isSaying = step > 0;
    if (LINES.has(name)) {
      this.#lines += step;
      if (step <= 0 && this.#hasWords && this.#apart === 0) this.#seen.add('\n');
    }
    if (isEnd) return this.#end(name);
    if (name === 'text:s' || name === 'text:tab' || name === 'text:line-break') this.text(' ');
    if (name === 'text:h' && this.#hasWords) this.#seen.hasHeadings = true;
    if (name === 'table:table' && this.#hasWords) this.#seen.add(`${get('table:name')}\n`);
    if (name === 'draw:page') this.#slide = { hasTitle: false };
    if (name === 'style:text-properties' && /^[a-z]{2,3}$/.test(get('fo:language')) && get('fo:language') !== 'zxx')
      this.#seen.hasLanguage = true;
    if (name === 'draw:frame') {
      this.#frame ??= { isPicture: false, isSaid: get('loext:decorative') === 'true' };
      if (this.#slide && get('presentation:class') === 'title') this.#slide.hasTitle = true;
    }
    // A sheet or chart that is kept within has a picture beside it, of itself.
    if (name === 'draw:image' && this.#frame) this.#frame.isPicture = true;
  };

  #end(name: string): void {
    if (name === 'draw:frame' && this.#frame) {
      if (this.#hasWords && this.#frame.isPicture && !this.#frame.isSaid) this.#seen.hasSilentPictures = true;
      this.#frame = null;
    }
    if (name === 'draw:page' && this.#slide) {
      if (!this.#slide.hasTitle) this.#seen.untitled++;
      this.#slide = null;
    }
  }
}
