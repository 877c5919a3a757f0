import { bitsFor, is, ordinals } from './vocabulary.ts';

/** From `start` up to, not including, `end`: positions in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words from `from` to `to`, both included. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** A word, a number or a sign. */
export interface Token extends Span {
  /** Small letters without accents. */
  readonly word: string;
  /** What it may be; see `is`. */
  bits: number;
  /** Written as names are: "Ana", but neither "ana" nor "IEP". */
  readonly isLarge: boolean;
  readonly isWord: boolean;
  /** Nothing stands between it and the one before. */
  readonly isJoined: boolean;
}

/** A grade somewhere in a sentence; 0 is kindergarten. */
export interface Grade {
  readonly at: number;
  readonly no: number;
}

export interface Sentence {
  readonly tokens: readonly Token[];
  readonly grades: readonly Grade[];
  readonly isSpanish: boolean;
}

// Numbers keep their signs, so that a date is one token. Every sign is looked at once.
const TOKEN = /['’]s(?!\p{L})|\p{L}[\p{L}\p{M}]*|\d+(?:[./-]\d+)*|\n|[^\s]/gu;
const SPANISH = new Set(
  'el la los las de que y en un una mi su es con por para no se lo le del al esta tiene'.split(' '),
);
const ENGLISH = new Set(
  'the a an of and in my his her is was has to for with not at on this that he she it'.split(' '),
);

function speaksSpanish(tokens: readonly Token[]): boolean {
  let more = 0;
  for (const { word } of tokens) if (word.length < 6) more += (SPANISH.has(word) ? 1 : 0) - (ENGLISH.has(word) ? 1 : 0);
  return more > 0;
}

const ENDS = new Set('.!?…');
const TITLES = new Set('mr mrs ms dr dra sr sra srta st gr no num prof d o b nac fecha f'.split(' '));

/** The sentences of a text, as words. One look from left to right. */
export function read(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let tokens: Token[] = [];
  const finish = () => {
    if (tokens.length > 0) sentences.push({ tokens, grades: markGrades(tokens), isSpanish: speaksSpanish(tokens) });
    tokens = [];
  };
  for (const match of text.matchAll(TOKEN)) {
    const token = tokenOf(match[0], match.index, tokens.at(-1)?.end);
    if (token.word === '\n' || (ENDS.has(token.word) && ends(text, token, tokens.at(-1)))) finish();
    else tokens.push(token);
  }
  finish();
  return sentences;
}

function tokenOf(sign: string, start: number, before: number | undefined): Token {
  const small = sign.toLowerCase();
  const word = sign.startsWith('’') ? "'s" : folded(small);
  const code = word.charCodeAt(0);
  const isWord = code > 127 ? /^\p{L}/u.test(word) : code > 96 && code < 123;
  const second = sign.charAt(1);
  const isLarge = isWord && sign.charAt(0) !== small.charAt(0) && second === small.charAt(1);
  return { start, end: start + sign.length, word, bits: bitsFor(word), isLarge, isWord, isJoined: before === start };
}

function folded(small: string): string {
  for (let at = 0; at < small.length; at++)
    if (small.charCodeAt(at) > 127) return small.normalize('NFD').replace(/\p{M}/gu, '');
  return small;
}

/** A full stop does not end a sentence after "Ms", after an initial, or inside of something. */
function ends(text: string, sign: Token, before: Token | undefined): boolean {
  if (sign.word !== '.') return true;
  const next = text[sign.end];
  if (next !== undefined && !/\s/.test(next)) return false;
  return !before || !(TITLES.has(before.word) || (before.isLarge && before.end - before.start === 1));
}

const startsGrade = new Set([
  ...ordinals.keys(),
  ...'kinder kindergarten kindergartner kindergartener prek preescolar prescolar tk pre grade gr grado'.split(' '),
]);
const SUFFIX = /^(?:st|nd|rd|th|ro|do|to|er|mo|vo|no|º|°|o)$/;
const GRADE_WORD = /^(?:grades?|graders?|gr|grado)$/;
const NO_GRADE = new Set('lugar vez piso dia salon punto turno paso language time'.split(' '));

/** Finds "4th grade", "gr 5", "cuarto grado", "de 3ro", "kinder"; their words are marked. */
function markGrades(tokens: readonly Token[]): Grade[] {
  const grades: Grade[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { word = '' } = tokens[at] ?? {};
    const code = word.charCodeAt(0);
    const found = (code > 47 && code < 58) || startsGrade.has(word) ? gradeAt(tokens, at) : null;
    if (!found) continue;
    for (const token of tokens.slice(at, at + found.length)) token.bits |= is.grade;
    grades.push({ at, no: found.no });
    at += found.length - 1;
  }
  return grades;
}

function gradeAt(tokens: readonly Token[], at: number): { no: number; length: number } | null {
  const word = (ahead: number) => tokens[at + ahead]?.word ?? '';
  const first = word(0);
  if (/^(?:kinder|kindergarten|kindergart(?:n|en)er|prek|preescolar|prescolar|tk)$/.test(first))
    return { no: 0, length: 1 };
  if (first === 'pre' && word(1) === '-' && /^k(?:inder)?$/.test(word(2))) return { no: 0, length: 3 };
  if (/^(?:grade|gr|grado)$/.test(first)) {
    const dot = word(1) === '.' ? 1 : 0;
    return /^(?:[1-9]|1[0-2])$/.test(word(1 + dot)) ? { no: Number(word(1 + dot)), length: 2 + dot } : null;
  }
  return ordinalGradeAt(tokens, at);
}

function ordinalGradeAt(tokens: readonly Token[], at: number): { no: number; length: number } | null {
  const word = (ahead: number) => tokens[at + ahead]?.word ?? '';
  const isFigure = /^(?:[1-9]|1[0-2])$/.test(word(0)) && SUFFIX.test(word(1));
  const no = isFigure ? Number(word(0)) : ordinals.get(word(0));
  if (no === undefined) return null;
  const length = isFigure ? 2 : 1;
  const dash = word(length) === '-' ? 1 : 0;
  if (GRADE_WORD.test(word(length + dash))) return { no, length: length + dash + 1 };
  const before = tokens[at - 1]?.word ?? '';
  // "She's in third."
  if (before === 'in' && !isFigure && /^(?:|,|and)$/.test(word(1))) return { no, length };
  const isSpanish =
    !/^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$/.test(word(0)) &&
    !(isFigure && /^(?:st|nd|rd|th)$/.test(word(1)));
  const isBare =
    /^(?:de|en|a)$/.test(before) || (word(length) === 'de' && /^(?:primaria|secundaria)$/.test(word(length + 1)));
  return isSpanish && isBare && !NO_GRADE.has(word(length)) && (no > 1 || word(0) !== 'primera')
    ? { no, length }
    : null;
}
