import type { Run, Sentence, Token } from './reading.ts';
import { is, termsBy } from './vocabulary.ts';

export interface Detail extends Run {
  readonly kind: 'health' | 'record';
}

/** How many words after a child a detail may stand. */
const NEAR = 13;

/** One child whom whoever writes is close to, though no name is said: "my son", "one of our students", "a student of mine". */
export function ownChildren({ tokens }: Sentence): Run[] {
  const found: Run[] = [];
  tokens.forEach((token, at) => {
    const from = startOfOwn(tokens, token, at);
    if (from !== null) found.push({ from, to: at });
  });
  return found;
}

function startOfOwn(tokens: readonly Token[], { bits, word }: Token, at: number): number | null {
  if (bits & is.child) {
    for (let from = at - 1; from >= 0 && from >= at - 4; from--) {
      const before = tokens[from];
      if (!before?.isWord && !((before?.bits ?? 0) & is.grade) && !/^\d+$/.test(before?.word ?? ''))
        return ofMine(tokens, at);
      if (/^(?:my|our|mi|nuestr[oa]|this|est[ea]|es[ea])$/.test(before?.word ?? '')) return from;
    }
    return ofMine(tokens, at);
  }
  if (!(bits & is.children) || word === 'son') return null;
  for (let from = at - 2; from >= 0 && from >= at - 4; from--)
    if (/^(?:one|una?|uno)$/.test(tokens[from]?.word ?? '') && /^(?:of|de)$/.test(tokens[from + 1]?.word ?? ''))
      return from;
  return null;
}

function ofMine(tokens: readonly Token[], at: number): number | null {
  const [next, last] = [tokens[at + 1]?.word ?? '', tokens[at + 2]?.word ?? ''];
  const isMine = /^mi[oa]$/.test(next) || (next === 'of' && /^(?:mine|ours)$/.test(last));
  return isMine ? Math.max(0, at - 1) : null;
}

/** Health and school records that are said of a child in this sentence, or in one that goes on about the child before. */
export function details({ tokens }: Sentence, subjects: readonly Run[], isAboutChild: boolean): Detail[] {
  const found: Detail[] = [];
  let nearest = -1;
  for (let at = 0; at < tokens.length; at++) {
    while ((subjects[nearest + 1]?.from ?? Infinity) < at) nearest++;
    const term = termAt(tokens, at);
    if (!term || isOfService(tokens, term)) continue;
    const isSaid =
      isSaidOf(tokens, term, subjects[nearest]) ||
      isOf(tokens, term, subjects[nearest + 1]) ||
      (isAboutChild && goesOn(tokens, term));
    if (isSaid) found.push(term);
    at = term.to;
  }
  return found;
}

function termAt(tokens: readonly Token[], at: number): Detail | null {
  const terms = termsBy.get(tokens[at]?.word ?? '') ?? [];
  const found = terms.find(({ words }) => words.every((word, ahead) => tokens[at + ahead]?.word === word));
  if (!found) return null;
  let to = at + found.words.length - 1;
  if (/^(?:diabetes|504)$/.test(found.words[0] ?? '') && /^(?:tipo|plan)$/.test(tokens[to + 1]?.word ?? '')) to++;
  return { from: at, to, kind: found.kind };
}

/** "asthma training", "programa de autismo", "the IEP template". */
function isOfService(tokens: readonly Token[], { from, to }: Run): boolean {
  if ((tokens[to + 1]?.bits ?? 0) & is.general) return true;
  return (
    /^(?:de|of|on|about|sobre)$/.test(tokens[from - 1]?.word ?? '') &&
    ((tokens[from - 2]?.bits ?? 0) & is.general) !== 0
  );
}

/** What stands behind it is taught or offered, and nobody has it. */
const OFFERED = /^(?:offers?|ofrecen?|trainings?|workshops?|taller(?:es)?|capacitacion|curriculum)$/;

/** "my son has asthma": the child stands before it, nothing else begins between, and it is not the child's school. */
function isSaidOf(tokens: readonly Token[], { from }: Run, subject: Run | undefined): boolean {
  if (!subject || subject.to >= from || from - subject.to > NEAR) return false;
  const before = tokens.slice(Math.max(0, subject.from - 3), subject.from);
  const isOfPlace =
    before.some(({ bits }) => bits & (is.general | is.place)) && before.some(({ word }) => /^(?:of|de)$/.test(word));
  if (isOfPlace) return false;
  const between = tokens.slice(subject.to + 1, from);
  const isOfIts = between[0]?.word === "'s" && ((between[1]?.bits ?? 0) & is.general) !== 0;
  return !isOfIts && !between.some(({ word }) => word === ';' || OFFERED.test(word));
}

/** "el asma de mi hijo", "an IEP for my daughter", "suspendieron a mi alumno". */
function isOf(tokens: readonly Token[], { to }: Run, subject: Run | undefined): boolean {
  if (!subject || subject.from <= to || subject.from - to > 5) return false;
  const between = tokens.slice(to + 1, subject.from);
  return (
    between.length === 0 ||
    (between.some(({ word }) => /^(?:of|for|de|para|del|a)$/.test(word)) &&
      !between.some(({ bits }) => bits & is.children))
  );
}

/** Goes on about the child of the sentence before: "He takes insulin." */
function goesOn(tokens: readonly Token[], { from }: Run): boolean {
  const first = tokens.findIndex(({ word, isWord }) => isWord && !/^(?:and|but|now|y|pero|ahora|tambien)$/.test(word));
  return first >= 0 && first < 3 && from - first < 10 && ((tokens[first]?.bits ?? 0) & is.pronoun) !== 0;
}
