import { inParentheses } from './edits.ts';
import { markdownOf, type Run } from './runs.ts';
import { tableOf } from './tables.ts';
import { wordItem } from './word-lists.ts';

/** They would not run, but the browser reports each to the content policy. */
const HANDLER = /\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
/** Longer than this nobody means to post; the browser pastes its words. */
const MOST = 2_000_000;

/** Whole, or a point of a list: those stand right below each other. */
interface Block {
  readonly text: string;
  readonly isItem?: boolean;
}

type Marks = Omit<Run, 'text'>;

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE UL'.split(
    ' ',
  ),
);
const UNSEEN = new Set(
  'BUTTON COL COLGROUP HEAD INPUT LINK META NOSCRIPT SCRIPT SELECT STYLE TEMPLATE TEXTAREA TITLE'.split(' '),
);

/**
 * Markdown for what was copied in Word, Google Docs or on a web page: lists, links, bold, headings and tables are kept. Null
 * where there is none of these, and the plain words are as good. The document it is read into runs no scripts and fetches
 * nothing.
 */
export function markdownFrom(html: string): string | null {
  if (html.length > MOST) return null;
  const { body } = new DOMParser().parseFromString(html.replace(HANDLER, ' '), 'text/html');
  // Programs' source is copied with the colors of an editor.
  if (body.querySelector(':scope > [style*="white-space: pre"], :scope > [style*="white-space:pre"]')) return null;
  const markdown = join(blocksOf(body, {}));
  const isRich = body.querySelector(
    'ul, ol, table, a[href], h1, h2, h3, h4, h5, h6, blockquote, pre, [style*="mso-list"]',
  );
  return markdown && (isRich || signsIn(markdown) > signsIn(body.textContent ?? '')) ? markdown : null;
}

function signsIn(text: string): number {
  return text.match(/[*~`]/g)?.length ?? 0;
}

/** What stands in an element, block by block. */
function blocksOf(parent: Element, marks: Marks): readonly Block[] {
  const blocks: Block[] = [];
  let runs: Run[] = [];
  const flush = () => {
    const text = markdownOf(runs);
    runs = [];
    if (text) blocks.push({ text });
  };
  const visit = (node: Node, around: Marks): void => {
    if (node instanceof Text) runs.push({ ...around, text: node.data.replace(/[\s\u00a0]+/g, ' ') });
    if (!(node instanceof HTMLElement) || isUnseen(node)) return;
    if (node.tagName === 'BR') runs.push({ text: '\n' });
    else if (BLOCKS.has(node.tagName)) {
      flush();
      blocks.push(...blockOf(node, around));
    } else for (const child of node.childNodes) visit(child, marksOf(node, around));
  };
  for (const child of parent.childNodes) visit(child, marks);
  flush();
  return blocks;
}

function blockOf(element: HTMLElement, marks: Marks): readonly Block[] {
  const { tagName } = element;
  if (tagName === 'HR') return [{ text: '---' }];
  if (tagName === 'UL' || tagName === 'OL') return listOf(element);
  if (tagName === 'TABLE') return tableOf(element, textOf) ?? blocksOf(element, marks);
  if (tagName === 'PRE') return [{ text: `\`\`\`\n${(element.textContent ?? '').trimEnd()}\n\`\`\`` }];
  if (tagName === 'BLOCKQUOTE') return [{ text: join(blocksOf(element, marks)).replace(/^/gm, '> ') }];
  const level = /^H([1-6])$/.exec(tagName)?.[1] ?? (element.classList.contains('MsoTitle') ? '1' : null);
  if (level) return headingOf(element, Number(level));
  const item = wordItem(element);
  if (item) return [{ text: item.begin + textOf(item.words), isItem: true }];
  return blocksOf(element, tagName === 'DT' ? { ...marks, strong: true } : marksOf(element, marks));
}

function headingOf(element: HTMLElement, level: number): readonly Block[] {
  const words = textOf(element).replaceAll('**', '').trim();
  return words ? [{ text: `${'#'.repeat(Math.min(4, Math.max(2, level)))} ${words}` }] : [];
}

/** A list within a list stands in one of its points, or, as of Google Docs, between them. */
function listOf(list: HTMLElement): readonly Block[] {
  let number = Number(list.getAttribute('start') ?? 1) || 1;
  const lines: string[] = [];
  for (const child of list.children) {
    if (child.tagName === 'LI' && child instanceof HTMLElement) {
      const text = join(blocksOf(child, {}), '\n').trim();
      if (text)
        lines.push(deeper((list.tagName === 'OL' ? `${number++}. ` : '- ') + indented(text), levelsMissing(child)));
    } else if (child instanceof HTMLElement && BLOCKS.has(child.tagName)) {
      lines.push(...blockOf(child, {}).map(({ text }) => deeper(text, 1)));
    }
  }
  return lines.length > 0 ? [{ text: lines.join('\n'), isItem: true }] : [];
}

/** Word on the web has a list for each point, and says how deep it is. */
function levelsMissing(item: HTMLElement): number {
  const said = Number(item.getAttribute('data-aria-level') ?? 1);
  let depth = 0;
  for (let list = item.closest('ul, ol'); list; list = list.parentElement?.closest('ul, ol') ?? null) depth += 1;
  return Math.min(8, Math.max(0, said - depth));
}

function indented(text: string): string {
  return text.replace(/\n(?=.)/g, '\n  ');
}

function deeper(text: string, levels: number): string {
  return text.replace(/^(?=.)/gm, '  '.repeat(levels));
}

/** An element's words on one line. */
function textOf(element: Element): string {
  return blocksOf(element, {})
    .map(({ text }) => text.replace(/\s*\n\s*/g, ' '))
    .join(' ');
}

function join(blocks: readonly Block[], between = '\n\n'): string {
  return blocks.reduce((all, { text, isItem }, n) => {
    const isNext = n > 0 && isItem && blocks[n - 1]?.isItem;
    return all + (n > 0 ? (isNext ? '\n' : between) : '') + text;
  }, '');
}

function marksOf(element: HTMLElement, around: Marks): Marks {
  const { tagName, style } = element;
  const href = tagName === 'A' ? addressOf(element) : undefined;
  const weight = style.fontWeight;
  const isBold = weight ? /^(?:bold|bolder|[6-9]00)$/.test(weight) : /^(?:B|STRONG)$/.test(tagName) || around.strong;
  const isSlanted = style.fontStyle ? style.fontStyle === 'italic' : /^(?:I|EM)$/.test(tagName) || around.em;
  const isStruck = /^(?:S|DEL|STRIKE)$/.test(tagName) || style.textDecoration.includes('line-through') || around.strike;
  return {
    ...(isBold && { strong: true }),
    ...(isSlanted && { em: true }),
    ...(isStruck && { strike: true }),
    ...((tagName === 'CODE' || tagName === 'KBD' || around.code) && { code: true }),
    ...((href ?? around.href) !== undefined && { href: href ?? around.href }),
  };
}

/** Where a link leads; what leads into the page it was copied from, or is a script, leads nowhere here. */
function addressOf(link: Element): string | undefined {
  const address = link.getAttribute('href')?.trim() ?? '';
  return /^(?:https?:|mailto:|tel:)/i.test(address) ? inParentheses(address) : undefined;
}

function isUnseen(element: HTMLElement): boolean {
  const style = element.getAttribute('style') ?? '';
  return (
    UNSEEN.has(element.tagName) ||
    element.hasAttribute('hidden') ||
    /display:\s*none|mso-hide:\s*all|mso-list:\s*Ignore/i.test(style)
  );
}
