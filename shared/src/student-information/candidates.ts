import type { Run, Token } from './reading.ts';
import { is, isNameWhenSmall } from './vocabulary.ts';

/** Runs of words that are written large and are no names of something else; and known names however they are written. */
export function candidates(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!startsName(tokens, at)) continue;
    let to = at;
    while (continuesName(tokens, to)) to = nextOf(tokens, to);
    if (!isPlace(tokens, { from: at, to })) runs.push({ from: at, to });
    at = to;
  }
  return runs;
}

function startsName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token?.isWord) return false;
  if (token.isLarge) return !isOther(token) && token.word.length > 1;
  if (token.bits & is.given && !(token.bits & is.notName))
    return isNameWhenSmall(token.word) || isAfterOne(tokens, at) || isNamedBefore(tokens, at);
  return isNamedBefore(tokens, at) && !(token.bits & (is.notName | is.own | is.between));
}

/** Directly after a child: "mi hijo leo". */
function isAfterOne(tokens: readonly Token[], at: number): boolean {
  return ((tokens[at - 1]?.bits ?? 0) & is.child) !== 0 && isOneOfOurs(tokens, at - 1);
}

function isNamedBefore(tokens: readonly Token[], at: number): boolean {
  return /^(?:named|llamad[oa]|llama)$/.test(tokens[at - 1]?.word ?? '');
}

const isOther = ({ bits }: Token): boolean =>
  (bits & is.notName) !== 0 ||
  (bits & (is.child | is.children | is.adult | is.place | is.grade) && !(bits & is.given)) !== 0;

function nextOf(tokens: readonly Token[], to: number): number {
  let next = to + 1;
  while (/^(?:de|la|del|los|-)$/.test(tokens[next]?.word ?? '') && next - to < 3) next++;
  return next;
}

function continuesName(tokens: readonly Token[], to: number): boolean {
  const next = tokens[nextOf(tokens, to)];
  if (!next?.isWord) return false;
  // "Ana W." and "Ana W"
  if (next.isLarge) return next.word.length === 1 ? !/^[aeioy]$/.test(next.word) : !isOther(next);
  return nextOf(tokens, to) === to + 1 && isNameWhenSmall(next.word) && tokens[to]?.isLarge === false;
}

/** Of a school, a street, a town: "Lincoln Elementary", "primaria Benito Juarez", "San Antonio". */
function isPlace(tokens: readonly Token[], { from, to }: Run): boolean {
  const before = tokens[from - 1];
  const after = tokens[to + 1];
  if (/^(?:san|santa|saint|los|las|nueva|nuevo|el)$/.test(tokens[from]?.word ?? '')) return true;
  if (before && before.bits & is.place) return true;
  return (
    after !== undefined &&
    after.isLarge &&
    (after.bits & (is.place | is.notName)) !== 0 &&
    !/^(?:is|has|and|y|es)$/.test(after.word)
  );
}

/** "son" is English only behind "my", "her"; in Spanish it means "they are". */
export function isOneOfOurs(tokens: readonly Token[], at: number): boolean {
  const { word } = tokens[at] ?? { word: '' };
  if (word !== 'son') return true;
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some(({ bits, word: before }) => bits & is.own || /^(?:a|'s|step|old|year)$/.test(before));
}
