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

/** Refuses names that cannot be seen, that carry an address to click on into every mail, or that speak for the network. */
export function requireGoodName(name: string): void {
  if (UNSEEN.test(name) || !/\p{L}/u.test(name)) throw new AppError('invalid-input', { fields: { name: 'signs' } });
  if (/:\/\/|\bwww\./i.test(name)) throw new AppError('invalid-input', { fields: { name: 'signs' } });
  if (isReserved(name)) throw new AppError('invalid-input', { fields: { name: 'reserved' } });
}

/** A school stands beside the name in every byline; it may be empty. */
export function requireGoodSchool(school: string): void {
  if (UNSEEN.test(school)) throw new AppError('invalid-input', { fields: { school: 'signs' } });
}

function isReserved(name: string): boolean {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [plain, plain.replace(/[^\p{L}]+$/u, '')].some((text) => RESERVED.has(skeleton(text)));
}

/** What is left of a name for an eye that reads over it. */
function skeleton(plain: string): string {
  return [...plain]
    .map((sign) => LOOKALIKE[sign] ?? sign)
    .join('')
    .replace(/[^a-z]/g, '');
}
