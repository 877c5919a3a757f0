import { AppError } from '@hearth/shared/errors';

/** Names that would speak for the network. Compared without case, accents and the letters that other scripts lend. */
const RESERVED = [
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
];

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
  0: 'o',
  1: 'i',
  '@': 'a',
};

export function requireGoodName(name: string): void {
  if (/[\p{C}\u2028\u2029]|\p{M}{3,}/u.test(name)) throw new AppError('invalid-input', { fields: { name: 'signs' } });
  if (RESERVED.includes(skeleton(name))) throw new AppError('invalid-input', { fields: { name: 'reserved' } });
}

function skeleton(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...plain]
    .map((sign) => LOOKALIKE[sign] ?? sign)
    .join('')
    .replace(/[^a-z]/g, '');
}
