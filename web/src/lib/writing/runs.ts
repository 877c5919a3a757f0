/** Words that look the same from end to end. */
export interface Run {
  readonly text: string;
  readonly strong?: boolean;
  readonly em?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  readonly href?: string | undefined;
}

type Mark = Exclude<keyof Run, 'text'>;

/** From the outermost in. */
const MARKS: readonly Mark[] = ['href', 'strong', 'em', 'strike', 'code'];
const SIGNS = { strong: '**', em: '*', strike: '~~', code: '`' } as const;
const LETTER = /[\p{L}\p{N}]/u;

/** A paragraph's words as Markdown. Programs cut words into many runs, and make blanks bold. */
export function markdownOf(runs: readonly Run[]): string {
  const spaced = spacedOnce(runs);
  return emit(spaced, MARKS, '')
    .replace(/ *\n */g, '\n')
    .trim()
    .replace(/^(#{1,6} |>)/gm, '\\$1');
}

/** One blank between words, whatever runs they are in; none is marked at an end of a line. */
function spacedOnce(runs: readonly Run[]): readonly Run[] {
  let before = '\n';
  return runs.flatMap((run) => {
    const text = /\s$/.test(before) ? run.text.replace(/^ +/, '') : run.text;
    if (text) before = text;
    return text ? { ...run, text } : [];
  });
}

/** `before` is what has been written so far. */
function emit(runs: readonly Run[], [mark, ...within]: readonly Mark[], before: string): string {
  if (!mark) return runs.map(({ text, code }) => (code ? text : plain(text))).join('');
  let written = '';
  for (let from = 0, to = 0; from < runs.length; from = to) {
    const value = runs[from]?.[mark];
    while (to < runs.length && runs[to]?.[mark] === value) to += 1;
    const inner = emit(runs.slice(from, to), within, before + written);
    written += value ? wrap(inner, mark, value, before + written, runs[to]?.text ?? '') : inner;
  }
  return written;
}

/** Marks stand at words, and not where the parser would not see them: within a word, or between a sign and a letter. */
function wrap(inner: string, mark: Mark, value: string | true, before: string, after: string): string {
  const words = inner.trim();
  const [start = '', end = ''] = inner.split(words || inner);
  if (!words) return inner;
  if (mark === 'href') return start + linked(words, String(value)) + end;
  const sign = SIGNS[mark];
  const isCut = isJoint(start ? ' ' : before.at(-1), words[0]) || isJoint(words.at(-1), end ? ' ' : after[0]);
  if (isCut || words.includes('\n\n')) return inner;
  // A full stop that is bold needs a blank behind it.
  const [stop = ''] = !end && LETTER.test(after[0] ?? '') ? (/[.,:;!?)]+$/.exec(words) ?? []) : [];
  const marked = words.slice(0, words.length - stop.length);
  const lines = marked.split('\n').map((line) => (line.trim() ? sign + line.trim() + sign : line));
  return start + lines.join('\n') + stop + end;
}

function linked(words: string, address: string): string {
  const said = words.replace(/\s*\n\s*/g, ' ');
  const isItself = said === address || `https://${said}` === address || `mailto:${said}` === address;
  return isItself ? said : `[${said}](${address})`;
}

function isJoint(one = '', other = ''): boolean {
  return LETTER.test(one) && LETTER.test(other);
}

/** Signs that would mean something where they stand mean themselves. */
function plain(text: string): string {
  return text
    .replace(/(^|\s)([*_~`]+)(?=\S)/g, (_all, blank: string, signs: string) => blank + signs.replace(/./g, '\\$&'))
    .replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
