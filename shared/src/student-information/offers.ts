import type { Run, Sentence, Span, Token } from './reading.ts';
import { is } from './vocabulary.ts';

/** Other words, and for which place of the text; none: that place is left out. */
export interface Offer extends Span {
  readonly words: string;
}

interface About extends Run {
  readonly kind: 'name' | 'number' | 'birth-date' | 'health' | 'record';
  readonly of?: Run | undefined;
}

export function offersFor(text: string, sentence: Sentence, about: About): Offer[] {
  const { tokens, isSpanish } = sentence;
  const span = spanOf(tokens, about);
  switch (about.kind) {
    case 'name':
      return [...leftOut(text, tokens, about), { ...span, words: someStudent(sentence, about) }];
    case 'number':
      return [{ ...span, words: isSpanish ? '(número omitido)' : '(number left out)' }];
    case 'birth-date':
      return [yearOnly(tokens, about, isSpanish)];
    default:
      return about.of ? [{ ...spanOf(tokens, about.of), words: someStudent(sentence, about.of) }] : [];
  }
}

const spanOf = (tokens: readonly Token[], { from, to }: Run): Span => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to]?.end ?? 0,
});

/** "my son Diego" is still said without the name; so is "my son, Diego, is". */
function leftOut(text: string, tokens: readonly Token[], { from, to }: Run): Offer[] {
  const before = tokens[from - 1];
  const span = spanOf(tokens, { from, to });
  if (before && before.bits & is.child) return [{ start: before.end, end: span.end, words: '' }];
  const isAside = before?.word === ',' && (tokens[from - 2]?.bits ?? 0) & is.child && text[span.end] === ',';
  return isAside && before ? [{ start: before.start, end: span.end, words: '' }] : [];
}

const NUMBERED = ['', '1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th', '10th', '11th', '12th'];
const ORDINAL = [
  '',
  'primero',
  'segundo',
  'tercero',
  'cuarto',
  'quinto',
  'sexto',
  'séptimo',
  'octavo',
  'noveno',
  'décimo',
];

/** "a 4th grader", "una estudiante de cuarto": with the grade where the sentence says it. */
function someStudent(sentence: Sentence, run: Run): string {
  const words = studentOf(sentence, run);
  return run.from === 0 ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function studentOf({ tokens, grades, isSpanish }: Sentence, run: Run): string {
  const [grade] = grades;
  if (isSpanish) {
    const student = isGirl(tokens, run) ? 'una estudiante' : 'un estudiante';
    const said = grade ? (grade.no === 0 ? 'kínder' : (ORDINAL[grade.no] ?? '')) : '';
    return said ? `${student} de ${said}` : student;
  }
  if (!grade) return 'a student';
  return grade.no === 0
    ? 'a kindergartner'
    : `a${grade.no === 8 || grade.no === 11 ? 'n' : ''} ${NUMBERED[grade.no]} grader`;
}

function isGirl(tokens: readonly Token[], { from, to }: Run): boolean {
  const own = tokens.slice(Math.max(0, from - 2), to + 1);
  const child = own.findLast(({ bits }) => bits & is.child);
  if (child && child.word !== 'estudiante') return child.word.endsWith('a');
  return own.some(({ word }) => /^(?:la|una)$/.test(word)) || (tokens[from]?.word.endsWith('a') ?? false);
}

/** The year alone tells nobody who it is. "on March 14, 2015": "in 2015". */
function yearOnly(tokens: readonly Token[], { from, to }: Run, isSpanish: boolean): Offer {
  const span = spanOf(tokens, { from, to });
  const last = tokens[to]?.word ?? '';
  const year = /(?:19|20)\d\d/.exec(last)?.[0];
  if (!year) return { ...span, words: isSpanish ? '(fecha omitida)' : '(date left out)' };
  const before = tokens[from - 1];
  const isIn = before && (isSpanish ? before.word === 'el' : before.word === 'on');
  return isIn
    ? { start: before.start, end: span.end, words: isSpanish ? `en ${year}` : `in ${year}` }
    : { ...span, words: year };
}
