import type { Seen } from './office-seen.ts';
import type { PartsOf } from './office-parts.ts';
import { walkXml, type Tag } from './xml-walk.ts';

/** Word, Excel and PowerPoint: ECMA-376. */

/** Whether a tag is one that holds a language, and says one. */
function speaks({ name, get }: Tag): boolean {
  if (name === 'w:lang') return get('w:val') !== '';
  if (name === 'w:themeFontLang') return get('w:val') !== '';
  return name.startsWith('a:') && get('lang') !== '';
}

/** The styles that are headings, whatever language they are named in. */
function headingsIn(styles: string, seen: Seen): ReadonlySet<string> {
  const headings = new Set<string>();
  let style = '';
  walkXml(styles, {
    isOver: () => false,
    text: () => undefined,
    tag(tag) {
      const { name, isEnd, get } = tag;
      if (isEnd) return;
      if (name === 'w:style') style = get('w:styleId');
      if (name === 'w:name' && /^heading [1-9]$/i.test(get('w:val'))) headings.add(style);
      seen.hasLanguage ||= speaks(tag);
    },
  });
  return headings;
}

export async function readDocx(parts: PartsOf, seen: Seen): Promise<void> {
  const headings = headingsIn(await parts.read('word/styles.xml'), seen);
  for (const name of ['word/document.xml', ...parts.named(/^word\/(footnotes|endnotes|header\d*|footer\d*)\.xml$/)])
    readWords(await parts.read(name), { seen, headings, words: 'w:t', paragraph: 'w:p' });
}

export async function readPptx(parts: PartsOf, seen: Seen): Promise<void> {
  const slides = parts.named(/^ppt\/slides\/slide\d+\.xml$/);
  for (const name of slides) {
    const slide = await parts.read(name);
    // Not looked at: too much was before it.
    if (!slide) continue;
    if (!/<p:ph\b[^>]{0,500}\btype="(title|ctrTitle)"/.test(slide)) seen.untitled++;
    readWords(slide, { seen, words: 'a:t', paragraph: 'a:p' });
  }
  for (const name of parts.named(/^ppt\/notesSlides\/notesSlide\d+\.xml$/))
    readWords(await parts.read(name), { seen, words: 'a:t', paragraph: 'a:p' });
  readWords(await parts.read('ppt/presentation.xml'), { seen, words: 'a:t', paragraph: 'a:p' });
}

export async function readXlsx(parts: PartsOf, seen: Seen): Promise<void> {
  walkXml(await parts.read('xl/workbook.xml'), {
    isOver: () => false,
    text: () => undefined,
    tag: ({ name, get }) => name.endsWith('sheet') && seen.add(`${get('name')}\n`),
  });
  readWords(await parts.read('xl/sharedStrings.xml'), { seen, words: 't', paragraph: 'si' });
  for (const name of parts.named(/^xl\/worksheets\/[^/]+\.xml$/))
    readWords(await parts.read(name), { seen, words: 't', paragraph: 'is' });
  for (const name of parts.named(/^xl\/drawings\/[^/]+\.xml$/))
    readWords(await parts.read(name), { seen, words: 'a:t', paragraph: 'a:p' });
}

interface Reading {
  readonly seen: Seen;
  readonly headings?: ReadonlySet<string>;
  /** The tag that words stand in, and the one that ends a line of them. */
  readonly words: string;
  readonly paragraph: string;
}

/** What holds a picture, and what says of it what it shows. */
const DRAWINGS: ReadonlySet<string> = new Set(['w:drawing', 'p:pic', 'xdr:pic', 'p:graphicFrame', 'xdr:graphicFrame']);
const SAYS: ReadonlySet<string> = new Set(['wp:docPr', 'p:cNvPr', 'xdr:cNvPr']);
const PICTURES: ReadonlySet<string> = new Set(['pic:pic', 'p:pic', 'xdr:pic', 'c:chart']);

function readWords(xml: string, { seen, headings, words, paragraph }: Reading): void {
  let isWords = false;
  let drawing: { isPicture: boolean; isSaid: boolean } | null = null;
  walkXml(xml, {
    isOver: () => false,
    text: (text) => isWords && seen.add(text),
    tag(tag) {
      const { name, isEnd, isEmpty, get } = tag;
      if (name === words) isWords = !isEnd && !isEmpty;
      if (isEnd && name === paragraph) seen.add('\n');
      if (isEnd) {
        if (!drawing || !DRAWINGS.has(name)) return;
        if (drawing.isPicture && !drawing.isSaid) seen.hasSilentPictures = true;
        drawing = null;
        return;
      }
      if (name === 'w:tab' || name === 'w:br' || name === 'a:br') seen.add(' ');
      if (name === 'w:pStyle' && headings?.has(get('w:val'))) seen.hasHeadings = true;
      if (name === 'w:outlineLvl' && /^[0-8]$/.test(get('w:val'))) seen.hasHeadings = true;
      seen.hasLanguage ||= speaks(tag);
      if (DRAWINGS.has(name)) drawing ??= { isPicture: false, isSaid: false };
      if (!drawing) return;
      if (PICTURES.has(name)) drawing.isPicture = true;
      const isDecorative = name.endsWith(':decorative') && get('val') === '1';
      if (isDecorative || (SAYS.has(name) && (get('descr') || get('title')).trim())) drawing.isSaid = true;
    },
  });
}
