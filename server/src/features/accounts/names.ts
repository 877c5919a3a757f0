import { commonError } from '@hearth/shared/kernel/errors';
import { hidesSigns, isSeen } from '@hearth/shared/kernel/signs';

/** Letters and figures that an eye reads over, each as one that it is taken for; in lower case and without accents. */
const LOOKALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ@4',
    b: 'вβ',
    c: 'сϲ',
    d: 'ԁđ',
    e: 'еεє3',
    g: 'ɡց',
    h: 'нηһհ',
    // A large I is a small l.
    i: 'іιıլlłӏǀ1',
    j: 'јϳ',
    k: 'кκ',
    m: 'мμ',
    n: 'νոռ',
    o: 'оοօø0',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ5',
    t: 'тτ',
    u: 'սʋ',
    w: 'ԝѡ',
    x: 'хχ',
    y: 'уυγ',
    z: 'ζ',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
);

/** Names that would speak for the network. */
const RESERVED = new Set(
  [
    'admin',
    'administrator',
    'administrador',
    'moderator',
    'moderador',
    'moderadora',
    'hearth',
    'system',
    'sistema',
    'support',
    'soporte',
    'anonymous',
    'anonimo',
  ].map(skeleton),
);

/** Letters of any script and their joiners, with what stands between the parts of a name: `Dr. María José O'Connor-Núñez, 3rd` */
const NAME = /^\p{L}[\p{L}\p{M}\p{N}\u200c\u200d'’ʻ·.,()\- ]*$/u;
/** A dot with a word right behind it makes an address, which mail programs turn into a link; initials are no words. */
const ADDRESS = /[\p{L}\p{M}\p{N}][.。](?:\p{L}\p{M}*){2,}/u;
/** Looks like one, but stands behind the names of many teachers. */
const DEGREE = /(?<![\p{L}\p{M}\p{N}.-])[BM]\.(?:Ed|Sc)(?!\.?[\p{L}\p{M}\p{N}-])/gu;
const most = { parts: 8, commas: 1, figures: 2 };

/** Words that speak for the network wherever they stand in a name. */
const OFFICIAL = new Set([
  ...RESERVED,
  ...['team', 'equipo', 'staff', 'official', 'oficial', 'mod', 'mods', 'webmaster', 'helpdesk'].map(skeleton),
]);
/** Beginnings of words that do so in a school as well, which stands beside every name. */
const SPEAKING = /^(hearth|moderat|moderad|administra|admins?$)/;

/** Scripts whose letters are mostly those of ours by another number. */
const TWINS = /[\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}\p{Script=Deseret}]/u;

/**
 * Refuses what is no name: what cannot be seen, a sentence, an address. Names stand in mails and beside every word of a
 * person. And names that are those of the network itself.
 */
export function requireGoodName(name: string): void {
  const few =
    name.split(/\s+/).length <= most.parts &&
    name.split(',').length - 1 <= most.commas &&
    name.replace(/\P{N}/gu, '').length <= most.figures;
  const isName = few && NAME.test(name) && !hidesSigns(name) && !hasAddress(name);
  if (!isName) throw commonError('invalid-input', { fields: { name: 'signs' } });
  if (isReserved(name)) throw commonError('invalid-input', { fields: { name: 'reserved' } });
}

/** A school stands beside the name in every byline; it may be empty. */
export function requireGoodSchool(school: string): void {
  if (school === '') return;
  if (hidesSigns(school) || !isSeen(school) || /[\p{Co}\p{Cn}]|:\/\//u.test(school) || hasAddress(school))
    throw commonError('invalid-input', { fields: { school: 'signs' } });
}

function hasAddress(text: string): boolean {
  // A wide dot is one as well.
  return ADDRESS.test(text.normalize('NFKC').replace(DEGREE, ''));
}

/** Whether this speaks for the network, or could be taken for one of those who look after it: somebody looks first. */
export function speaksForNetwork(
  { name, school }: { readonly name: string; readonly school: string },
  staff: readonly { readonly name: string }[],
): boolean {
  if (TWINS.test(name) || isMixed(name) || [...wordsOf(name), name].some((word) => isOfficial(skeleton(word))))
    return true;
  return wordsOf(school).some((word) => SPEAKING.test(skeleton(word))) || staff.some((one) => isLike(name, one.name));
}

function isOfficial(word: string): boolean {
  return OFFICIAL.has(word) || SPEAKING.test(word);
}

/** One word of letters of ours and of others, as nobody writes one. */
function isMixed(text: string): boolean {
  return wordsOf(text).some((word) => /\p{Script=Latin}/u.test(word) && /(?!\p{Script=Latin})\p{L}/u.test(word));
}

/** The same to an eye, or the same words and more, in any order. */
function isLike(name: string, known: string): boolean {
  if (skeleton(name) === skeleton(known)) return true;
  const words = new Set(wordsOf(name).map(skeleton));
  const wanted = wordsOf(known).map(skeleton);
  return wanted.length > 1 && wanted.every((word) => words.has(word));
}

function wordsOf(text: string): string[] {
  return plainOf(text)
    .split(/[^\p{L}\p{N}@]+/u)
    .filter((word) => word !== '');
}

function isReserved(name: string): boolean {
  return [name, name.replace(/[^\p{L}]+$/u, '')].some((text) => RESERVED.has(skeleton(text)));
}

/** Without case and accents. */
function plainOf(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What is left of a name for an eye that reads over it. */
function skeleton(name: string): string {
  return [...plainOf(name)]
    .map((sign) => LOOKALIKE[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
