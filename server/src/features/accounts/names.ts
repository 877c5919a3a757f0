import { AppError } from '@hearth/shared/errors';

/** Names that would speak for the network. Compared without case, accents and the letters that other scripts lend. */
const RESERVED = new Set([
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
]);

const LOOKALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  і: 'i',
  х: 'x',
  ѕ: 's',
  ԁ: 'd',
  м: 'm',
  н: 'h',
  т: 't',
  у: 'y',
  ј: 'j',
  α: 'a',
  η: 'h',
  ι: 'i',
  ν: 'n',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  0: 'o',
  1: 'i',
  '@': 'a',
};

/** Signs that are not seen, that turn the direction of writing, or that pile up over a letter. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\p{M}{3,}/u;

/** Letters of any script, with what stands between the parts of a name: `Dr. María José O'Connor-Núñez, 3rd` */
const NAME = /^\p{L}[\p{L}\p{M}\p{N}'’ʻ·.,()\- ]*$/u;
/** A dot between two words makes an address of them, which mail programs turn into a link. */
const ADDRESS = /[\p{L}\p{M}]{2,}\.[\p{L}\p{M}]{2,}/u;
const most = { parts: 8, commas: 1, figures: 2 };

/** Words that speak for the network wherever they stand in a name. */
const OFFICIAL = new Set([...RESERVED, 'team', 'equipo', 'staff', 'official', 'oficial', 'moderation', 'moderacion']);

/**
 * Refuses what is no name: what cannot be seen, a sentence, an address. Names stand in mails and beside every word of a
 * person. And names that are those of the network itself.
 */
export function requireGoodName(name: string): void {
  const few =
    name.split(/\s+/).length <= most.parts &&
    name.split(',').length - 1 <= most.commas &&
    name.replace(/\P{N}/gu, '').length <= most.figures;
  const isName = few && NAME.test(name) && !UNSEEN.test(name) && !ADDRESS.test(name);
  if (!isName) throw new AppError('invalid-input', { fields: { name: 'signs' } });
  if (isReserved(name)) throw new AppError('invalid-input', { fields: { name: 'reserved' } });
}

/** A school stands beside the name in every byline; it may be empty. */
export function requireGoodSchool(school: string): void {
  if (UNSEEN.test(school) || /:\/\/|\bwww\./i.test(school))
    throw new AppError('invalid-input', { fields: { school: 'signs' } });
}

/** Whether a name speaks for the network, or could be taken for one of those who look after it: somebody looks first. */
export function speaksForNetwork(name: string, staff: readonly { readonly name: string }[]): boolean {
  const words = plainOf(name).split(/[^\p{L}\p{N}@]+/u);
  if (words.some((word) => OFFICIAL.has(skeleton(word)))) return true;
  const own = skeleton(plainOf(name));
  return own !== '' && staff.some((one) => skeleton(plainOf(one.name)) === own);
}

function isReserved(name: string): boolean {
  const plain = plainOf(name);
  return [plain, plain.replace(/[^\p{L}]+$/u, '')].some((text) => RESERVED.has(skeleton(text)));
}

/** Without case and accents. */
function plainOf(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What is left of a name for an eye that reads over it. */
function skeleton(plain: string): string {
  return [...plain]
    .map((sign) => LOOKALIKE[sign] ?? sign)
    .join('')
    .replace(/[^a-z]/g, '');
}
