import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's figures (19 MiB, two passes), which are this library's defaults. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** What nobody's password gives; an unknown address takes as long to refuse as a wrong password. */
const DUMMY = hash('nobody has this password');

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await DUMMY), password);
  return isRight && passwordHash !== null;
}

const COMMON = [
  'password', 'passw0rd', 'contraseña', 'contrasena', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'letmein', 'iloveyou', 'teamo',
  'welcome', 'bienvenido', 'princess', 'sunshine', 'football', 'baseball', 'superman', 'dragon', 'monkey', 'shadow', 'master',
  'michael', 'charlie', 'abc', 'admin', 'school', 'escuela', 'teacher', 'maestro', 'hearth', 'changeme', 'secret', 'trustno',
]; // prettier-ignore

/** Among the first that anybody would try: one common word with figures, one sign again and again, or what is known about its owner. */
export function isWeakPassword(password: string, known: readonly string[]): boolean {
  const plain = password.toLowerCase();
  const letters = plain.replace(/[^\p{L}]/gu, '');
  if (letters === '' && plain.length < 16) return true;
  if (new Set(plain).size < 5) return true;
  if (COMMON.some((word) => letters === word || letters === word + word)) return true;
  return known.some((fact) => isAbout(letters, fact));
}

function isAbout(letters: string, fact: string): boolean {
  const its = fact.toLowerCase().replace(/[^\p{L}]/gu, '');
  return its.length >= 4 && letters.length > 0 && (its.includes(letters) || letters.replace(its, '').length < 3);
}
