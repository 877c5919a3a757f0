import { cleaned } from '@hearth/shared/kernel/signs';
import type { MarkdownIt, StateCore, StateInline } from 'markdown-it';

/** Looked at on either side of a sign: longer than any word. */
const WORD = 100;
const LETTER = /[\p{L}\p{N}]/u;
const PLAIN = /[A-Za-z\d]/;

/** How many signs from here on mean themselves; 0 where Markdown has its say. */
const literal: Readonly<Record<string, (state: StateInline) => number>> = {
  '\\': backslashes,
  '`': backticks,
  '*': stars,
  _: underscores,
};

/** Signs that mean themselves to people who know no Markdown: paths, sums, names of files, blanks to be filled in. */
export function signsAsTyped({ inline, core }: MarkdownIt): void {
  inline.ruler.before('escape', 'typed', (state, silent) => {
    const length = literal[state.src[state.pos] ?? '']?.(state) ?? 0;
    if (length === 0) return false;
    if (!silent) state.pending += state.src.slice(state.pos, state.pos + length);
    state.pos += length;
    return true;
  });
  core.ruler.push('entities', cleanEntities);
}

/** Words were cleaned when they came in, but `&#x202e;` is one sign only now. */
function cleanEntities({ tokens }: StateCore): void {
  for (const { content, children } of tokens) {
    if (!children || !content.includes('&')) continue;
    for (const child of children) if (child.type === 'text') child.content = cleaned(child.content);
  }
}

/** A backslash takes the meaning from a sign that would have one here, and is one everywhere else: `C:\new`, ¯\_(ツ)_/¯. */
function backslashes({ src, pos, posMax }: StateInline): number {
  const next = src[pos + 1] ?? '';
  const line =
    src
      .slice(Math.max(0, pos - WORD), pos)
      .split('\n')
      .at(-1) ?? '';
  if (next === '\\' || /(?:^|\s)(?:[A-Za-z]:\\|\\\\)\S*$/.test(line))
    return Math.min(next === '\\' ? 2 : 1, posMax - pos);
  if (next === '_' && src[pos + 2] === '(') return 2;
  if (/[*_`~[\]]/.test(next) || (next === '!' && src[pos + 2] === '[')) return 0;
  if (/^\s*$/.test(line) && /[#>+-]/.test(next)) return 0;
  return /^\s*\d+$/.test(line) && /[.)]/.test(next) ? 0 : 1;
}

/** An accent or a letter of Hawaiian words: Hawai`i, `Iolani. */
function backticks({ src, pos, posMax }: StateInline): number {
  const length = runAt(src, pos, posMax);
  const after = src[pos + length] ?? '';
  if (LETTER.test(src[pos - 1] ?? '') && LETTER.test(after)) return length;
  const close = src.slice(pos + length, pos + length + 5 * WORD).indexOf(src.slice(pos, pos + length));
  const end = pos + length + close;
  return close > 0 && /\s/.test(src[end - 1] ?? '') && LETTER.test(src[end + length] ?? '') ? length : 0;
}

/** Sums and words that are not to be said: 2*3*4, f**k. */
function stars({ src, pos, posMax }: StateInline): number {
  const length = runAt(src, pos, posMax);
  return length > 3 || (PLAIN.test(src[pos - 1] ?? '') && PLAIN.test(src[pos + length] ?? '')) ? length : 0;
}

/** Blanks to be filled in, and names of files and functions: _old_plan_2024_, __init__.py */
function underscores({ src, pos, posMax }: StateInline): number {
  const length = runAt(src, pos, posMax);
  if (length > 2) return length;
  const before = /\S*$/.exec(src.slice(Math.max(0, pos - WORD), pos))?.[0] ?? '';
  const word = before + (/^\S*/.exec(src.slice(pos, pos + WORD))?.[0] ?? '');
  return (word.match(/_+/g) ?? []).length > 2 || /_\.\w/.test(word) ? length : 0;
}

function runAt(src: string, pos: number, posMax: number): number {
  let end = pos + 1;
  while (end < posMax && src[end] === src[pos]) end += 1;
  return end - pos;
}
