import { expect, test } from '@jest/globals';
import { hashPassword, isPassword, isWeakPassword } from './password.ts';

const known = ['Nia Baptiste', 'Crescent Academy', 'nia.b.1987'];

test.each([
  ['password123'],
  ['P@ssw0rd!!'],
  ['passwordpassword'],
  ['Contraseña2026'],
  ['iloveyou!!!'],
  ['123456789012'],
  ['2026-11-24'],
  ['aaaaaaaaaaaa'],
  ['abababababab'],
  ['abcdefghij'],
  ['zyxwvutsrq'],
  ['qwertyuiop1'],
  ['1qaz2wsx3edc'],
  ['Welcome2026!'],
  ['niabaptiste'],
  ['Baptiste1987'],
  ['CrescentAcademy1'],
])('%s is among the first that anybody would try', (password) => {
  expect(isWeakPassword(password, known)).toBe(true);
});

test.each([
  ['four quiet words here'],
  ['lluvia sobre el patio'],
  ['my love of purple chalk'],
  ['vK3-rupt-91-Olm'],
  ['7482 0915 3364 2817'],
  ['學校門口的大樹很老了喔'],
])('%s is good enough', (password) => {
  expect(isWeakPassword(password, known)).toBe(false);
});

test('nothing that is known about the owner counts when it is left empty', () => {
  expect(isWeakPassword('four quiet words here', ['', '', ''])).toBe(false);
});

test('a password is itself, however its accents are written, and nothing else is', async () => {
  const hashed = await hashPassword('el ma\u00f1ana temprano');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword('el man\u0303ana temprano', hashed)).toBe(true);
  expect(await isPassword('el manana temprano', hashed)).toBe(false);
});

test('whoever has no password cannot come in by one, not even by the stand-in', async () => {
  expect(await isPassword('nobody has this password', null)).toBe(false);
  expect(await isPassword('', null)).toBe(false);
});
