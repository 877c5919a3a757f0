import type { Run, Sentence, Token } from './reading.ts';
import { is, isAmbiguous, termsBy } from './vocabulary.ts';

/** How many words behind a name are looked at. */
const NEAR = 9;

/** "he is in 7th grade", "she's my 2nd grader", "va en quinto", "4th gr". */
export function saysGrade(tokens: readonly Token[], at: number): boolean {
  const { word } = tokens[at] ?? { word: '' };
  if (!/^(?:he|she|hes|shes|va|esta|es|tiene|is)$/.test(word)) return false;
  if (isAge(tokens, at + 1)) return true;
  if (/^(?:tiene|is)$/.test(word)) return false;
  const path = tokens.slice(at + 1, at + 6);
  const end = path.findIndex((token) => token.bits & is.grade);
  return (
    end >= 0 &&
    path.slice(0, end).every((token) => token.bits & (is.between | is.own) || /^(?:is|'s)$/.test(token.word)) &&
    isChildThere(tokens, at + 1 + end, at)
  );
}

/** "9 years old", "9 años"; "9" alone where nothing is counted. */
function isAge(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:[3-9]|1[0-8])$/.test(tokens[at]?.word ?? '')) return false;
  const next = tokens[at + 1];
  if (!next || /^(?:[,)]|and|but|y|pero)$/.test(next.word)) return true;
  if (/^(?:years?|yrs?|yo)$/.test(next.word)) return /^(?:old|,|and)$/.test(tokens[at + 2]?.word ?? ',');
  return next.word === 'anos' && !/^(?:de|dando|trabajando|con|como|en)$/.test(tokens[at + 2]?.word ?? '');
}

/** Whether a sentence goes on about whoever was named last, and says their grade or age. */
export function beginsWithGrade({ tokens }: Sentence): boolean {
  const [first] = tokens;
  if (!first) return false;
  if (first.bits & is.grade) return isChildThere(tokens, 0, -1);
  return saysGrade(tokens, 0) || (first.word === 'y' && saysGrade(tokens, 1));
}

/** "Jaylen's mom", "Trinity's IEP", "la mamá de Diego", "el IEP de Diego". */
export function isWhoseThing(tokens: readonly Token[], { from, to }: Run): boolean {
  const next = tokens[to + 1];
  const isWhose = next?.word === "'s" || (next?.word === "'" && tokens[to]?.word.endsWith('s'));
  if (isWhose)
    for (let at = to + 2; at < Math.min(to + 5, tokens.length) && !isGeneral(tokens, at); at++)
      if (isThingOfChild(tokens, at)) return !isGeneral(tokens, at + 1);
  if (!/^(?:of|de|para|for)$/.test(tokens[from - 1]?.word ?? '')) return false;
  const its = tokens[from - 2];
  if (!its) return false;
  if (its.bits & is.guardian) return !its.isLarge || from > 2;
  return /^(?:iep|504|pei|caso|conducta|calificaciones)$/.test(its.word) || termsBy.has(its.word);
}

function isThingOfChild(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  return (
    (token.bits & is.guardian) !== 0 ||
    termsBy.has(token.word) ||
    /^(?:behavior|grades|attendance|birthday|backpack)$/.test(token.word)
  );
}

function isGeneral(tokens: readonly Token[], at: number): boolean {
  return ((tokens[at]?.bits ?? 0) & is.general) !== 0;
}

/** "suspendieron a Luis", "they expelled Kevin". */
export function isSuspended(tokens: readonly Token[], { from }: Run): boolean {
  const at = tokens[from - 1]?.word === 'a' ? from - 2 : from - 1;
  return (
    tokens
      .slice(Math.max(0, at - 3), at + 1)
      .some(({ word }) =>
        /^(?:suspendieron|expulsaron|reprobaron|diagnosticaron|deportaron|detuvieron|suspended|expelled|diagnosed)$/.test(
          word,
        ),
      ) && tokens[at]?.word !== 'by'
  );
}

/** "Yaretzi, una de mis niñas", "Zyaire, my student". */
export function isOneOfTheirs(tokens: readonly Token[], { to }: Run): boolean {
  if (!/^[,(]$/.test(tokens[to + 1]?.word ?? '')) return false;
  const at = tokens.slice(to + 2, to + 7).findIndex(({ bits }) => bits & (is.child | is.children));
  const path = tokens.slice(to + 2, to + 2 + Math.max(at, 0));
  return path.some(({ bits }) => bits & is.own) && path.every(({ bits }) => bits & (is.own | is.between | is.grade));
}

const LINK = /^(?:[,(–—-]|is|es|who|que|was|esta|in|en|de)$/;

/** "Jada, a 4th grader", "Kevin in my 4th grade class", "Camila es mi hija", "Amir is on insulin", "Tyler (5th grade)". */
export function isSaidToBe(tokens: readonly Token[], { from, to: end }: Run): boolean {
  // "Aaliyah W. (gr 5)"
  const to = tokens[end + 1]?.word === '.' ? end + 1 : end;
  const first = tokens[to + 1];
  if (!first) return false;
  if (isStriking(tokens, to + 1)) return true;
  let isDone = (first.bits & is.does) !== 0;
  if (!isDone && !LINK.test(first.word) && !(first.bits & (is.grade | is.own))) return false;
  for (let at = to + 1; at < Math.min(to + 1 + NEAR, tokens.length); at++) {
    const token = tokens[at];
    if (!token || (isBreak(token, at - to) && !/^(?:diagnosed|diagnosticaron|on)$/.test(tokens[at - 1]?.word ?? '')))
      return false;
    isDone ||= (token.bits & is.does) !== 0;
    if (token.bits & (is.child | is.children | is.grade)) return isChildThere(tokens, at, to) && isName(tokens, from);
    if (termsBy.has(token.word) && isDone)
      return !isGeneral(tokens, at + 1) && !isGeneral(tokens, at - 1) && isName(tokens, from);
    if (!isDone && !(token.bits & (is.between | is.own | is.does))) return false;
  }
  return false;
}

const isBreak = ({ word, bits, isLarge }: Token, ahead: number): boolean =>
  /^(?:and|y|or|about|sobre|for|con|with|;|:)$/.test(word) ||
  (bits & is.adult) !== 0 ||
  (ahead > 1 && isLarge && (bits & is.given) !== 0);

/** Names that are words too say more when they are written large. */
const isName = (tokens: readonly Token[], from: number): boolean =>
  tokens[from]?.isLarge === true || !isAmbiguous(tokens[from]?.word ?? '');

/** A child, one of several, or a grade that is no class of grown-ups: "our 5th grade team", "3rd grade teacher". */
function isChildThere(tokens: readonly Token[], at: number, to: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  const path = tokens.slice(to + 1, at);
  if (token.bits & is.children && !(token.bits & is.grade))
    return path.some(({ word }) => /^(?:one|una|uno|un|of|de)$/.test(word)) && path.some(({ bits }) => bits & is.own);
  if (token.bits & is.child && !(token.bits & is.grade) && token.word !== 'son') {
    if ((tokens[at + 1]?.bits ?? 0) & is.adult) return false;
    if (/^(?:of|del)$/.test(tokens[at + 1]?.word ?? '')) return path.length === 1;
    // "Ana is with the kids" and "Ana has a daughter" say nothing of Ana's age.
    const isOwnOrOne = path.some(({ bits, word }) => bits & is.own || /^(?:a|an|un|una|one|only)$/.test(word));
    return isOwnOrOne && !path.some(({ word }) => /^(?:has|had|tiene|knows|takes|needs|helps|lo|le|got)$/.test(word));
  }
  let end = at;
  while (end - at < 4 && (tokens[end]?.bits ?? 0) & is.grade) end++;
  const behind = tokens[end]?.word === ',' ? [] : tokens.slice(end, end + 2);
  return !behind.some(
    ({ bits, word }) =>
      bits & (is.adult | is.guardian) || /^(?:team|families|familias|parents|reading|math|loved|hall|wing)$/.test(word),
  );
}

function isStriking(tokens: readonly Token[], at: number): boolean {
  const verbs = tokens.slice(at, at + 3);
  if (!verbs.some(({ bits }) => bits & is.strikes)) return false;
  return tokens
    .slice(at, at + 8)
    .some(
      ({ bits, word }) =>
        bits & (is.children | is.child) || /^(?:classmates|companer[oa]s|others|otros|otras)$/.test(word),
    );
}

/** "Isaiah Brooks dob 1/9/14", "Ana nació el …", "Hector Ruiz (student ID 30221987)". */
export function isBornBehind(tokens: readonly Token[], { to }: Run): boolean {
  const near = tokens.slice(to + 1, to + 5);
  const [sign, ...behind] = near;
  const hasNumber = behind.some(({ word }) => /^(?:id|number|numero|matricula)$/.test(word));
  if (
    /^[,(]$/.test(sign?.word ?? '') &&
    hasNumber &&
    behind.some(({ word }) => /^(?:student|estudiante|alumn[oa]|matricula)$/.test(word))
  )
    return true;
  const at = near.findIndex(({ word }) => /^(?:dob|born|nacio|nac|nacimiento|birthdate)$/.test(word));
  if (at === -1 || near.slice(0, at).some(({ word }) => !/^(?:,|\(|was|is|fecha|de|date|of|f)$/.test(word)))
    return false;
  return tokens
    .slice(to + at + 2, to + at + 8)
    .some(({ word }) => /^\d+[./-]\d+[./-](?:20)?[0-3]\d$|^20[0-3]\d$/.test(word));
}
