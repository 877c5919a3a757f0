/** Replaces what stands between two places of a text, and says what is selected afterwards. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** In the text as it is afterwards. */
  readonly selected: readonly [number, number];
}

/** A text in a field, with its selection. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export type Mark = '**' | '*';
export type Line = 'bullet' | 'number' | 'quote' | 'heading';

const LETTER = /[\p{L}\p{N}]/u;
/** What a line begins with before its words. */
const BEGINNING = /^(?:[ \t]*(?:[-*•] |\d{1,3}[.)] |> ?|#{1,6} ))*[ \t]*/;
const beginnings: Readonly<Record<Line, RegExp>> = {
  bullet: /^[-*•] +/,
  number: /^\d{1,3}[.)] +/,
  quote: /^> ?/,
  heading: /^#{1,6} +/,
};
/** A line is one of these; it may stand in a quote besides. */
const LISTED = /^(?:[-*•] +|\d{1,3}[.)] +|#{1,6} +)/;

/** Makes words bold or slanted, each line by itself; takes that away where they are. Without a selection the word at the caret. */
export function toggleMark({ text, from, to }: Selected, mark: Mark): Edit {
  const [start, end] = from === to ? wordAt(text, from) : wholeWords(text, from, to);
  if (start === end) return toggleAtCaret(text, start, mark);
  const words = text.slice(start, end);
  if (isAround(text, start, end, mark)) return replace(start - mark.length, end + mark.length, words);
  const lines = words.split('\n').map((line, n) => partsOf(line, n > 0));
  const filled = lines.filter((line) => line.words);
  const isOn = filled.length > 0 && filled.every((line) => isMarked(line.words, mark));
  const changed = lines.map(({ begin, words, end }) => {
    if (!words || isMarked(words, mark) !== isOn) return begin + words + end;
    return begin + (isOn ? words.slice(mark.length, -mark.length) : mark + words + mark) + end;
  });
  return replace(start, end, changed.join('\n'));
}

/** Makes the lines of the selection a list, quotes or headings; takes that away where they all are. */
export function toggleLines({ text, from, to }: Selected, line: Line): Edit {
  const start = lineStart(text, from);
  const end = lineEnd(text, to > from && text[to - 1] === '\n' ? to - 1 : to);
  const lines = text.slice(start, end).split('\n');
  const filled = lines.filter((one) => one.trim() !== '');
  const isOn = filled.length > 0 && filled.every((one) => beginnings[line].test(one.trimStart()));
  let number = 0;
  const changed = lines.map((one) => {
    if (one.trim() === '' && lines.length > 1) return one;
    if (isOn) return one.replace(/^\s*/, '').replace(beginnings[line], '');
    const words = line === 'quote' ? one : one.trimStart().replace(LISTED, '');
    return { bullet: '- ', number: `${(number += 1)}. `, quote: '> ', heading: '## ' }[line] + words;
  });
  // Right below a sentence one point alone is no list yet.
  const before = lines.length && start > 0 ? text.slice(lineStart(text, start - 1), start - 1) : '';
  const needsGap =
    !isOn && (line === 'bullet' || line === 'number') && before.trim() && !LISTED.test(before.trimStart());
  const insert = (needsGap ? '\n' : '') + changed.join('\n');
  const last = start + insert.length;
  return { from: start, to: end, insert, selected: from === to ? [last, last] : [start + (needsGap ? 1 : 0), last] };
}

/** What Enter does at the end of a point or within a quote: the next one begins. In an empty one it ends the list. */
export function continueLine({ text, from, to }: Selected): Edit | null {
  if (from !== to) return null;
  const start = lineStart(text, from);
  const [all = '', indent = '', sign = ''] = /^([ \t]*)([-*•] |\d{1,3}[.)] |> )/.exec(text.slice(start, from)) ?? [];
  if (!sign) return null;
  if (text.slice(start, lineEnd(text, from)).trim() === sign.trim()) return replace(start, from, '', true);
  if (from < start + all.length) return null;
  const figures = /^\d+/.exec(sign)?.[0];
  const next = figures ? sign.replace(figures, String(Number(figures) + 1)) : sign;
  return replace(from, to, `\n${indent}${next}`, true);
}

/** Puts a link in place of the selection. An address without words shows itself. */
export function linkOf({ from, to }: Selected, words: string, address: string): Edit {
  const said = words.trim().replace(/[[\]]/g, '\\$&').replace(/\s+/g, ' ');
  const insert = said && said !== address ? `[${said}](${inParentheses(address)})` : address;
  return replace(from, to, insert, true);
}

/** Puts blocks where the selection is, parted from what stands around them. */
export function insertBlocks({ text, from, to }: Selected, blocks: string): Edit {
  const isBlock = blocks.includes('\n') || LISTED.test(blocks) || blocks.startsWith('> ');
  const before = isBlock && text.slice(0, from).trim() ? missing(text.slice(0, from), /\n*$/) : '';
  const after = isBlock && text.slice(to).trim() ? missing(text.slice(to), /^\n*/) : '';
  const at = from + before.length + blocks.length;
  return { from, to, insert: before + blocks + after, selected: [at, at] };
}

/** Puts a line of its own behind the one that the selection ends in, parted from what stands around it. */
export function alone({ text, to }: Selected, line: string): Edit {
  const at = lineEnd(text, to);
  const before = text.slice(0, at).trim() ? missing(text.slice(0, at), /\n*$/) : '';
  const after = text.slice(at).trim() ? missing(text.slice(at), /^\n*/) : '\n\n';
  const end = at + before.length + line.length + after.length;
  return { from: at, to: at, insert: before + line + after, selected: [end, end] };
}

export function inParentheses(address: string): string {
  return address.trim().replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The line breaks that are missing to an empty line. */
function missing(text: string, breaks: RegExp): string {
  return '\n'.repeat(Math.max(0, 2 - (breaks.exec(text)?.[0].length ?? 0)));
}

function replace(from: number, to: number, insert: string, isAfter = false): Edit {
  return { from, to, insert, selected: [isAfter ? from + insert.length : from, from + insert.length] };
}

/** A selection without the blanks at its ends, and with the rest of words that it cuts: within a word a star is a star. */
function wholeWords(text: string, from: number, to: number): [number, number] {
  const words = text.slice(from, to);
  let start = from + words.length - words.trimStart().length;
  let end = Math.max(start, to - (words.length - words.trimEnd().length));
  if (lineStart(text, start) === start) start += BEGINNING.exec(text.slice(start, end))?.[0].length ?? 0;
  while (isWithinWord(text, start)) start -= 1;
  while (isWithinWord(text, end)) end += 1;
  return [start, Math.max(start, end)];
}

function wordAt(text: string, at: number): [number, number] {
  return isWithinWord(text, at) ? wholeWords(text, at, at) : [at, at];
}

function isWithinWord(text: string, at: number): boolean {
  return LETTER.test(text[at - 1] ?? '') && LETTER.test(text[at] ?? '');
}

function isAround(text: string, start: number, end: number, mark: Mark): boolean {
  const before = /\**$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^\**/.exec(text.slice(end))?.[0].length ?? 0;
  return isOf(mark, Math.min(before, after));
}

function isMarked(words: string, mark: Mark): boolean {
  const first = /^\**/.exec(words)?.[0].length ?? 0;
  const last = /\**$/.exec(words)?.[0].length ?? 0;
  return words.length > first + last && isOf(mark, Math.min(first, last));
}

/** Whether so many stars are this mark: one or three slant, two or three make bold. */
function isOf(mark: Mark, stars: number): boolean {
  return mark === '**' ? stars >= 2 : stars === 1 || stars >= 3;
}

function toggleAtCaret(text: string, at: number, mark: Mark): Edit {
  const isBetween = text.slice(at - mark.length, at) === mark && text.slice(at, at + mark.length) === mark;
  if (isBetween) return replace(at - mark.length, at + mark.length, '');
  return { from: at, to: at, insert: mark + mark, selected: [at + mark.length, at + mark.length] };
}

/** A line's words, without what makes it a point or a quote and without the blanks at its end. */
function partsOf(line: string, isWhole: boolean): { begin: string; words: string; end: string } {
  const begin = isWhole ? (BEGINNING.exec(line)?.[0] ?? '') : '';
  const words = line.slice(begin.length).trimEnd();
  return { begin, words, end: line.slice(begin.length + words.length) };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
