import { candidates, isOneOfOurs } from './candidates.ts';
import type { Run, Sentence, Token } from './reading.ts';
import { isBornBehind, isOneOfTheirs, isSaidToBe, isSuspended, isWhoseThing, saysGrade } from './said-of.ts';
import { is } from './vocabulary.ts';

/** How many words away from a name something may stand that makes it a child's. All that follows looks no further. */
const NEAR = 9;

/**
 * Names in one sentence that are a child's, as far as the words around them tell. `isSaidAfter`: the next sentence begins
 * with somebody's grade: "He is in 4th grade."
 */
export function childNames({ tokens }: Sentence, isSaidAfter: boolean): Run[] {
  const runs = candidates(tokens);
  const ages = new Set(agesIn(tokens, runs));
  const last = runs.at(-1);
  if (isSaidAfter && last) ages.add(last);
  const isFound = runs.map((run) => isChild(tokens, run, ages.has(run)));
  const isPair = (at: number) => {
    const [one, other] = [runs[at], runs[at + 1]];
    return one !== undefined && other !== undefined && isJoinedBy(tokens, one, other);
  };
  for (let at = 0; at + 1 < runs.length; at++)
    if (isFound[at] && isPair(at)) isFound[at + 1] ||= mayBeChild(tokens, runs[at + 1]);
  for (let at = runs.length - 2; at >= 0; at--)
    if (isFound[at + 1] && isPair(at)) isFound[at] ||= mayBeChild(tokens, runs[at]);
  return runs.filter((_, at) => isFound[at]);
}

function mayBeChild(tokens: readonly Token[], run: Run | undefined): boolean {
  return run !== undefined && !isAdult(tokens, run) && !isGreeted(tokens, run);
}

/** Whose grade or age is said with a word that stands for the name: "for Damian, he's in 7th grade". */
function agesIn(tokens: readonly Token[], runs: readonly Run[]): Run[] {
  let next = 0;
  return tokens.flatMap((_, at) => {
    while ((runs[next]?.to ?? Infinity) < at) next++;
    const run = runs[next - 1];
    return run && at - run.to < 16 && saysGrade(tokens, at) ? run : [];
  });
}

function isChild(tokens: readonly Token[], run: Run, isOfAge: boolean): boolean {
  const isKnown = tokens.slice(run.from, run.to + 1).some(({ bits }) => bits & is.given);
  if (isAdult(tokens, run) || isGreeted(tokens, run)) return false;
  if (isCalled(tokens, run)) return true;
  const first = tokens[run.from];
  const isSure = isKnown || (first?.isLarge ?? false);
  if (isSure && isAfterChild(tokens, run, isKnown)) return true;
  if (isSure && isBornBehind(tokens, run)) return true;
  if (isKnown) return isOfAge || isWhoseThing(tokens, run) || isSuspended(tokens, run) || isSaidToBe(tokens, run);
  // What begins a sentence is written large, and may be any word.
  return isSure && run.from > 0 && isOneOfTheirs(tokens, run);
}

/** "Ana and Luis", "Ana, Luis": the second is what the first is. */
function isJoinedBy(tokens: readonly Token[], last: Run, run: Run): boolean {
  const between = tokens.slice(last.to + 1, run.from);
  return between.length > 0 && between.length < 3 && between.every(({ word }) => /^(?:,|&|and|y|e)$/.test(word));
}

/** "Ms. Garcia", "our coordinator Ana", "Ana, our nurse", "Ana from the clinic is a counselor". */
function isAdult(tokens: readonly Token[], { from, to }: Run): boolean {
  const before = back(tokens, from - 1);
  if (before && before.bits & is.adult && !(before.bits & is.child)) return true;
  let at = to + 1;
  const sign = tokens[at]?.word ?? '';
  if (!/^(?:[,(–—-]|is|es|was|era|the|la|el|our|nuestr[oa]|from|del|de)$/.test(sign)) return false;
  for (let steps = 0; steps < 5 && at < tokens.length; steps++, at++) {
    const token = tokens[at];
    if (!token || /^(?:and|y|says|dice|who|que|in|en)$/.test(token.word)) return false;
    if (steps > 0 && token.bits & is.does) return false;
    if (token.bits & is.child || token.word === "'s") return false;
    if (token.bits & is.adult) return true;
  }
  return false;
}

/** The word before, over the full stop of a title. */
function back(tokens: readonly Token[], at: number): Token | undefined {
  return tokens[at]?.word === '.' ? tokens[at - 1] : tokens[at];
}

/** "Ana, can you", "Ana, me compartes". */
const ASKS = /^(?:can|could|would|will|do|did|please|you|me|nos|puede|puedes|podria|podrias|tiene|tienes|te)$/;

/** "Thanks Ana", "hi, I'm Ana", "@Ana", "as Ana said": whoever writes, or is written to. */
function isGreeted(tokens: readonly Token[], { from, to }: Run): boolean {
  const [before, earlier, first] = [tokens[from - 1], tokens[from - 2], tokens[from - 3]];
  if (before && before.bits & is.greeting && !(before.bits & is.does)) return true;
  if (before && /^(?:m|am)$/.test(before.word)) return true;
  if (before?.word === ',' && earlier && /^(?:thanks|gracias|hi|hello|hola|hey)$/.test(earlier.word)) return true;
  if (before?.word === 'is' && earlier?.word === 'name' && first?.word === 'my') return true;
  if (tokens[to + 1]?.word === ',' && ASKS.test(tokens[to + 2]?.word ?? '')) return true;
  return /^(?:said|dijo|says|wrote|escribio|runs|organiza|gave|led)$/.test(tokens[to + 1]?.word ?? '');
}

/** "a student named Xochitl", "mi hija se llama Xochitl": the name of anybody, written in any way. */
function isCalled(tokens: readonly Token[], { from, to }: Run): boolean {
  const before = tokens[from - 1]?.word ?? '';
  const isCalledSo =
    /^(?:named|called|llamad[oa])$/.test(before) ||
    (before === 'llama' && tokens[from - 2]?.word === 'se') ||
    (before === 'nombre' && tokens[from - 2]?.word === 'de') ||
    (/^(?:is|es)$/.test(before) && /^(?:name|nombre)$/.test(tokens[from - 2]?.word ?? ''));
  if (!isCalledSo) return false;
  return tokens.slice(Math.max(0, from - NEAR), to + NEAR).some(({ bits }) => bits & (is.child | is.grade));
}

/** "my son Diego", "our 4th grader, Ana", "mis hijos Ana y Beto", "a 10 yr old, Nevaeh". */
function isAfterChild(tokens: readonly Token[], { from }: Run, isKnown: boolean): boolean {
  let isBeside = true;
  for (let at = from - 1; at >= 0 && at >= from - NEAR; at--) {
    const token = tokens[at];
    if (!token) return false;
    const { word, bits } = token;
    if (bits & is.child)
      return (
        isOneOfOurs(tokens, at) &&
        (isKnown || (isBeside ? isNearOwn(tokens, at, from) : isAside(tokens, at, from))) &&
        !isOfAdult(tokens, at)
      );
    if (bits & is.children) return (isKnown || isBeside) && isOneOfOurs(tokens, at);
    if (word === 'little') return isKnown || tokens[at + 1]?.word === 'one';
    if (word === 'old' && /^(?:yrs?|years?|yo)$/.test(tokens[at - 1]?.word ?? '')) return isKnown || isBeside;
    if (/^(?:old|yo)$/.test(word) || bits & (is.between | is.grade) || /^\d+$/.test(word)) {
      isBeside &&= word === ',' || word === ':' || (bits & is.grade) !== 0;
      continue;
    }
    return false;
  }
  return false;
}

/** "the child, Jan": between commas it is a name though nobody knows it. */
function isAside(tokens: readonly Token[], at: number, from: number): boolean {
  return tokens.slice(at + 1, from).some(({ word }) => word === ',' || word === '(') && isNearOwn(tokens, at, from);
}

function isNearOwn(tokens: readonly Token[], at: number, from: number): boolean {
  const isOwn = tokens.slice(Math.max(0, at - 4), at).some(({ bits }) => bits & is.own);
  return isOwn || tokens.slice(at, from).some(({ bits, word }) => bits & is.grade || word === 'named');
}

/** "the teacher of my son, Ms": whoever is named after it may be the teacher. */
function isOfAdult(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 4), at);
  return (
    before.some(({ bits }) => bits & is.adult && !(bits & is.guardian)) &&
    before.some(({ word }) => /^(?:of|de)$/.test(word))
  );
}
