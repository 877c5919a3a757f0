import type { StateBlock, Token } from 'markdown-it';

/** Where a list item begins. */
interface Marker {
  /** The sign itself; of a number what follows it. Another sign begins another list. */
  readonly sign: string;
  /** Null for a bullet. */
  readonly number: number | null;
  /** Where the marker ends in the source. */
  readonly end: number;
}

/** Bullets of word processors, some of them letters of a font of symbols. Rows of them are no bullets. */
const BULLETS = '•◦▪▫●○■‣⁃∙▸►➢\uf0a7\uf0b7\uf0d8';
/** A number of more than three figures is a year. Word writes its second bullet as an o with a tab, and some blanks wide. */
const MARKER = new RegExp(
  `([*–·-])(?=[ \\t\\n\\u00a0]|$)|([${BULLETS}])(?![${BULLETS}])|(o)(?=\\t)|(\\d{1,3})([.)])(?=[ \\t\\n\\u00a0]|$)`,
  'yu',
);
/** Nobody says "100)" but to begin a list; and a list that begins there has more than one point. */
const LAST_ALONE = 99;
/** The second point of a list is looked for in so many lines. */
const LOOKED_AT = 20;

/**
 * Lists as people mean them who know no Markdown: with the bullets of word processors, indented as they like, and with the
 * numbers that they wrote. What is indented by two blanks or a tab belongs to the point above it.
 */
export function list(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const first = markerAt(state, line);
  if (!first || !isBeginning(state, line, endLine, first)) return false;
  if (silent) return true;
  const isOrdered = first.number !== null;
  const [type, tag] = isOrdered ? ['ordered_list', 'ol'] : ['bullet_list', 'ul'];
  const begin = state.tokens.length;
  const open = state.push(`${type}_open`, tag, 1);
  if (isOrdered && first.number !== 1) open.attrSet('start', String(first.number));
  const isTight = items(state, line, endLine, first);
  state.push(`${type}_close`, tag, -1);
  if (isTight) hideParagraphs(state.tokens, begin, state.level + 2);
  return true;
}

export function markerAt({ src, bMarks, tShift, eMarks }: StateBlock, line: number): Marker | null {
  const start = (bMarks[line] ?? 0) + (tShift[line] ?? 0);
  if (start >= (eMarks[line] ?? 0)) return null;
  MARKER.lastIndex = start;
  const found = MARKER.exec(src);
  if (!found) return null;
  const [all, dash, bullet, letter, figures, point = ''] = found;
  const sign = dash ?? bullet ?? letter ?? point;
  let end = start + all.length;
  while (src[end] === '\u00a0') end += 1;
  return { sign, number: figures === undefined ? null : Number(figures), end };
}

/** Whether a list begins here, or a sentence with such a sign: "– Ana" under a letter, "8) as I said", "-". */
function isBeginning(state: StateBlock, line: number, endLine: number, marker: Marker): boolean {
  if (isEmptyAfter(state, line, marker)) return false;
  const isWithin = state.parentType === 'paragraph' && (state.sCount[line] ?? 0) >= state.blkIndent;
  if (isWithin && marker.number !== null && marker.number !== 1) return false;
  // What is indented under a point is one of its own.
  if (!needsSecond(marker, isWithin && state.blkIndent === 0)) return true;
  return (isWithin && /[:：]\s*$/.test(lineAt(state, line - 1))) || hasSecond(state, line, endLine, marker);
}

/** A point alone is a list where its sign says so, and not right under a sentence. */
function needsSecond({ sign, number }: Marker, isWithin: boolean): boolean {
  if (number !== null) return isWithin || number > LAST_ALONE || (number !== 1 && sign === ')');
  return sign === '–' || sign === '·' || (isWithin && !BULLETS.includes(sign));
}

function hasSecond(state: StateBlock, line: number, endLine: number, { sign }: Marker): boolean {
  const indent = state.sCount[line] ?? 0;
  const last = Math.min(endLine, line + LOOKED_AT);
  for (let next = line + 1; next < last; next++) {
    if (state.isEmpty(next) || (state.sCount[next] ?? 0) >= indent + 2) continue;
    return markerAt(state, next)?.sign === sign;
  }
  return false;
}

function isEmptyAfter(state: StateBlock, line: number, { end }: Marker): boolean {
  return state.skipSpaces(end) >= (state.eMarks[line] ?? 0);
}

function lineAt({ src, bMarks, eMarks }: StateBlock, line: number): string {
  return src.slice(bMarks[line], eMarks[line]);
}

/** Every point of the list that begins at a line; whether no blank lines part them. */
function items(state: StateBlock, line: number, endLine: number, first: Marker): boolean {
  const ends = state.md.block.ruler.getRules('list');
  const parent = state.parentType;
  state.parentType = 'list';
  let [isTight, isParted] = [true, false];
  let expected = first.number ?? 0;
  for (let next: number = line, marker: Marker | null = first; marker?.sign === first.sign;) {
    if ((marker.number === null) !== (first.number === null)) break;
    const open = state.push('list_item_open', 'li', 1);
    if (marker.number !== null && marker.number !== expected) open.attrSet('value', String(marker.number));
    expected = (marker.number ?? 0) + 1;
    const isItemTight = item(state, next, endLine, marker);
    state.push('list_item_close', 'li', -1);
    if (!isItemTight || isParted) isTight = false;
    isParted = state.line - next > 1 && state.isEmpty(state.line - 1);
    next = state.line;
    if (next >= endLine || (state.sCount[next] ?? 0) < state.blkIndent) break;
    if (ends.some((rule) => rule(state, next, endLine, true))) break;
    marker = markerAt(state, next);
  }
  state.parentType = parent;
  return isTight;
}

/** What stands in one point: everything that is indented by two or more. Whether it is tight. */
function item(state: StateBlock, line: number, endLine: number, marker: Marker): boolean {
  const { tight, blkIndent } = state;
  const [shift = 0, column = 0] = [state.tShift[line], state.sCount[line]];
  const start = state.skipSpaces(marker.end);
  const indent = column + 2;
  const width = widthOf(state, line, marker.end, Math.min(start, state.eMarks[line] ?? 0));
  state.blkIndent = indent;
  state.tight = true;
  state.tShift[line] = Math.min(start, state.eMarks[line] ?? 0) - (state.bMarks[line] ?? 0);
  state.sCount[line] = width < indent || width >= indent + 4 ? indent : width;
  if (isEmptyAfter(state, line, marker) && state.isEmpty(line + 1)) state.line = Math.min(line + 2, endLine);
  else state.md.block.tokenize(state, line, endLine);
  const isTight = state.tight;
  Object.assign(state, { tight, blkIndent });
  state.tShift[line] = shift;
  state.sCount[line] = column;
  return isTight;
}

/** The column that the words of a point begin at. */
function widthOf({ src, sCount, bMarks, tShift, bsCount }: StateBlock, line: number, from: number, to: number): number {
  let column = (sCount[line] ?? 0) + from - (bMarks[line] ?? 0) - (tShift[line] ?? 0);
  for (let at = from; at < to; at++) column += src[at] === '\t' ? 4 - ((column + (bsCount[line] ?? 0)) % 4) : 1;
  return column;
}

/** Of a list without blank lines the words alone are shown, not as paragraphs. */
function hideParagraphs(tokens: readonly Token[], from: number, level: number): void {
  for (const token of tokens.slice(from)) {
    const isOwn = token.level === level && (token.type === 'paragraph_open' || token.type === 'paragraph_close');
    if (isOwn) token.hidden = true;
  }
}
