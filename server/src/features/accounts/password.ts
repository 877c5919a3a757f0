import { hash, verify } from '@node-rs/argon2';
import { accountError } from '@hearth/shared/accounts/errors';

/** argon2id with OWASP's figures (19 MiB, two passes), which are this library's defaults. */
export function hashPassword(password: string): Promise<string> {
  return hash(alike(password));
}

/** What nobody's password gives; an unknown address takes as long to refuse as a wrong password. */
const DUMMY = hash('nobody has this password');

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await DUMMY), alike(password));
  return isRight && passwordHash !== null;
}

/** One keyboard sends ñ as one sign, another as two. */
function alike(password: string): string {
  return password.normalize('NFC');
}

/** Words at the top of every list of stolen passwords that still reach ten signs with figures behind or said twice. */
const COMMON = new Set([
  'password', 'passwort', 'contraseña', 'contrasena', 'clave', 'qwerty', 'azerty', 'letmein', 'iloveyou', 'teamo', 'tequiero',
  'welcome', 'bienvenido', 'bienvenida', 'princess', 'princesa', 'sunshine', 'football', 'futbol', 'baseball', 'basketball',
  'soccer', 'superman', 'batman', 'spiderman', 'starwars', 'pokemon', 'minecraft', 'dragon', 'monkey', 'shadow', 'master',
  'killer', 'trustno', 'whatever', 'nothing', 'hello', 'hola', 'freedom', 'computer', 'internet', 'samsung', 'google',
  'facebook', 'michael', 'michelle', 'jennifer', 'jessica', 'jordan', 'ashley', 'charlie', 'thomas', 'daniel', 'alejandro',
  'carlos', 'maria', 'jesus', 'jesuschrist', 'america', 'mexico', 'summer', 'winter', 'spring', 'autumn', 'verano', 'invierno',
  'chocolate', 'butterfly', 'mariposa', 'flower', 'purple', 'orange', 'family', 'familia', 'amor', 'love', 'forever',
  'changeme', 'secret', 'default', 'guest', 'test', 'testing', 'login', 'user', 'root', 'admin', 'administrator', 'abc',
  'school', 'escuela', 'teacher', 'maestra', 'maestro', 'student', 'hearth', 'passphrase', 'mypassword', 'thisismypassword',
]); // prettier-ignore

/** Ways over a keyboard and through the alphabet; each also backwards. */
const WAYS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  'azertyuiopqsdfghjklm',
];

const WRITTEN: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Among the first that anybody would try: a common word with figures, a way over the keys, or what is known about its owner. */
export function isWeakPassword(password: string, known: readonly string[]): boolean {
  const plain = alike(password).toLowerCase();
  const letters = onlyLetters(plain);
  if (letters === '' && plain.length < 16) return true;
  if (new Set(plain).size < 5) return true;
  const spoken = [letters, onlyLetters(asWritten(plain)), onlyLetters(asWritten(withoutTail(plain)))];
  if (spoken.some((word) => COMMON.has(unit(word)) || isWay(word))) return true;
  return known.some((data) => spoken.some((word) => isAbout(word, data)));
}

/** Refuses a password that {@link isWeakPassword}. */
export function requireStrong(password: string, about: { email: string; name: string; school: string }): void {
  const known = [about.name, about.school, about.email.split('@')[0] ?? ''];
  if (isWeakPassword(password, known)) throw accountError('weak-password', { fields: { password: 'weak' } });
}

function onlyLetters(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}

/** `p@ssw0rd` as it is meant. */
function asWritten(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => WRITTEN[sign] ?? sign);
}

function withoutTail(text: string): string {
  return text.replace(/[^\p{L}]+$/u, '');
}

/** What is said again and again, once. */
function unit(word: string): string {
  return /^(.+?)\1+$/u.exec(word)?.[1] ?? word;
}

function isWay(word: string): boolean {
  const isOn = (way: string) => way.includes(word) || [...way].reverse().join('').includes(word);
  return word.length >= 4 && WAYS.some(isOn);
}

function isAbout(word: string, data: string): boolean {
  const its = onlyLetters(data.toLowerCase());
  return its.length >= 4 && word.length > 0 && (its.includes(word) || word.replace(its, '').length < 3);
}
