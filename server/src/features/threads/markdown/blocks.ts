import Parser, { type MarkdownIt, type StateBlock } from 'markdown-it';
import { list } from './lists.ts';
import { tabTable } from './tables.ts';

type Rule = (state: StateBlock, line: number, endLine: number, silent: boolean) => boolean;

/** What a block of another kind ends. */
const ANY = { alt: ['paragraph', 'blockquote', 'list'] };

/**
 * Most people here know no Markdown, and what they type is what they see: nothing that is indented becomes code, no line
 * under a sentence makes a heading of it, nothing is left out, and what ends to the eye has ended.
 */
export function blocksAsTyped({ block: { ruler } }: MarkdownIt): void {
  // One definition of a reference and thousands of uses would be thousands of addresses; and "[Update]: Cancelled" is one.
  ruler.disable(['code', 'lheading', 'reference']);
  ruler.at('paragraph', paragraph);
  ruler.at('list', list, { alt: ['paragraph', 'blockquote'] });
  ruler.at('fence', where(isFence, original('fence')), ANY);
  ruler.at('blockquote', where(isQuote, original('blockquote')), ANY);
  ruler.at('heading', where(isHeading, original('heading')), { alt: ['paragraph', 'blockquote'] });
  ruler.after('table', 'tabs', tabTable, { alt: ['paragraph'] });
  ruler.before('fence', 'ended', hasEnded, { alt: ['blockquote'] });
}

/** The parser's own rule. */
function original(name: string): Rule {
  const { ruler } = new Parser().block;
  ruler.enableOnly([name]);
  const [rule] = ruler.getRules('');
  if (!rule) throw new Error(`The parser has no rule ${name}.`);
  return rule;
}

function where(isMeant: (state: StateBlock, line: number, endLine: number) => boolean, rule: Rule): Rule {
  return (state, line, endLine, silent) => isMeant(state, line, endLine) && rule(state, line, endLine, silent);
}

function lineAt({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  return src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
}

/** Lines up to a blank one, or one that begins something else, also where that is indented. */
function paragraph(state: StateBlock, line: number, endLine: number): boolean {
  const ends = state.md.block.ruler.getRules('paragraph');
  const parent = state.parentType;
  state.parentType = 'paragraph';
  let next = line + 1;
  for (; next < endLine && !state.isEmpty(next); next++) {
    // What is no longer indented belongs no longer to the point above it.
    if ((state.sCount[next] ?? 0) < state.blkIndent || ends.some((rule) => rule(state, next, endLine, true))) break;
  }
  const lines = Array.from({ length: next - line }, (_, n) => lineAt(state, line + n));
  const content = state.md.utils.asciiTrim(lines.join('\n'));
  state.line = next;
  state.push('paragraph_open', 'p', 1);
  Object.assign(state.push('inline', '', 0), { content, map: [line, next], children: [] });
  state.push('paragraph_close', 'p', -1);
  state.parentType = parent;
  return true;
}

/** Code is what stands between two such lines. One alone, or lines of tildes, are somebody's ornament. */
function isFence(state: StateBlock, line: number, endLine: number): boolean {
  const length = /^`{3,}/.exec(lineAt(state, line))?.[0].length ?? 0;
  if (length === 0) return false;
  const unclosed = state.env['unclosed'] as { endLine: number; length: number } | undefined; // written below
  if (unclosed?.endLine === endLine && length >= unclosed.length) return false;
  for (let next = line + 1; next < endLine; next++) {
    const closing = /^(`{3,})\s*$/.exec(lineAt(state, next))?.[1];
    if (closing !== undefined && closing.length >= length) return true;
  }
  // Not looked for again by each of a thousand such lines.
  state.env['unclosed'] = { endLine, length };
  return false;
}

/** ">50 people", ">:(" and ">_<" are no quotes, nor is a lone sign. */
function isQuote(state: StateBlock, line: number, endLine: number): boolean {
  const text = lineAt(state, line);
  if (!/^>(?![\d.:;,=<)_/\\|])/.test(text)) return false;
  return text.trim() !== '>' || (line + 1 < endLine && lineAt(state, line + 1).startsWith('>'));
}

/** A heading without words would be nothing at all. */
function isHeading(state: StateBlock, line: number): boolean {
  return /^#+[ \t]+[^\s#]/.test(lineAt(state, line));
}

/** A line without the sign is an answer to the quote, and one without cells stands below the table. */
function hasEnded(state: StateBlock, line: number, _endLine: number, silent: boolean): boolean {
  if (!silent) return false;
  return state.parentType === 'blockquote' || (state.parentType === 'table' && !lineAt(state, line).includes('|'));
}
