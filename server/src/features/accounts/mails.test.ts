import { expect, test } from '@jest/globals';
import { language } from '@hearth/shared/accounts/entity';
import { codeLetter, invitationLetter, welcomeLetter } from './mails.ts';

const link = 'https://hearth.example/sign-in/link?token=abc&x=1';
const evil = 'Ana</p><script>alert(1)</script>\r\nBcc: b@evil.example';

const letters = language.options.flatMap((locale) => [
  ['a code', locale, codeLetter(locale, { link, code: '012345', name: evil, asked: 'sign-in' })] as const,
  ['an invitation', locale, invitationLetter(locale, { link, from: evil })] as const,
  ['a welcome', locale, welcomeLetter(locale, { link, name: evil })] as const,
]);

test.each(letters)('%s in %s carries its link in text and HTML, and no markup of a name', (_what, _locale, letter) => {
  expect(letter.text).toContain(`\n${link}\n`);
  expect(letter.html).toContain('href="https://hearth.example/sign-in/link?token=abc&#38;x=1"');
  expect(letter.html).not.toMatch(/<(?!\/?(p|a)[ >])/);
  expect(letter.subject).not.toMatch(/[\r\n]/);
});

test('each language has words of its own', () => {
  const subjects = letters.map(([, , { subject }]) => subject);
  const ends = letters.map(([, , { text }]) => text);
  expect(new Set(subjects).size).toBe(letters.length);
  expect(new Set(ends).size).toBe(letters.length);
});

test('the code stands in the subject, where a phone shows it', () => {
  expect(codeLetter('en', { link, code: '012345', name: 'Ana', asked: 'sign-in' }).subject).toBe(
    '012345 is your code for Hearth',
  );
});
