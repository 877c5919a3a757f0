import Parser, { type MarkdownIt, type StateBlock } from 'markdown-it';
import { addressesAsMeant } from './addresses.ts';
import { blocksAsTyped } from './blocks.ts';
import { shownAddress, showHosts } from './hosts.ts';
import { signsAsTyped } from './inlines.ts';
import { alignCells } from './tables.ts';

/** Quotes and lists in each other: a quote is one level, a list two. */
const MOST_LEVELS = 16;
/** Cells of tables that any text may have; a longer one may have one for every two signs, which is more than one can write. */
const CELLS = 64;

/** Thrown where a text would become much longer, or take long; it is shown as it was written then. */
class TooMuch extends Error {}

/** Parses what people write. One text at a time and in time that grows with its length; see {@link bound}. */
export function createParser(): MarkdownIt {
  const markdown = new Parser({ html: false, linkify: true, breaks: true, typographer: false });
  blocksAsTyped(markdown);
  signsAsTyped(markdown);
  addressesAsMeant(markdown);
  markdown.block.ruler.before('table', 'bound', bound);
  markdown.core.ruler.push('hosts', showHosts);
  markdown.core.ruler.push('alignment', alignCells);
  markdown.normalizeLinkText = shownAddress;
  return markdown;
}

/** Looked at where any block begins. The parser itself would leave out what is nested deeper, and fill rows up with cells. */
function bound(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if (silent) return false;
  if (state.level > MOST_LEVELS) throw new TooMuch();
  const columns = columnsAt(state, line, endLine);
  if (columns === 0) return false;
  let last = line + 1;
  while (last < endLine && !state.isEmpty(last)) last += 1;
  const before = Number(state.env['cells'] ?? 0);
  const cells = before + columns * (last - line);
  if (cells > CELLS + state.src.length / 2) throw new TooMuch();
  state.env['cells'] = cells;
  return false;
}

/** The columns of the table that may begin at a line, 0 where none does. */
function columnsAt(state: StateBlock, line: number, endLine: number): number {
  if (line + 1 >= endLine || !lineAt(state, line).includes('|')) return 0;
  const rule = lineAt(state, line + 1);
  return /^[|:\-\s]+$/.test(rule) ? rule.split('|').length : 0;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line], state.eMarks[line]);
}
