import { expect, test } from '@jest/globals';
import { render } from './render.ts';

/** What one reads, without the tags. */
const read = (text: string) =>
  render(text)
    .replace(/<[^>]*>/g, '')
    .trim();

test.each([
  ['http://xn--80ak6aa92e.com', 'http://xn--80ak6aa92e.com'],
  ['<http://xn--80ak6aa92e.com/sign-in>', 'http://xn--80ak6aa92e.com/sign-in'],
  ['xn--80ak6aa92e.com', 'xn--80ak6aa92e.com'],
  ['//xn--80ak6aa92e.com', '//xn--80ak6aa92e.com'],
  ['ana@xn--80ak6aa92e.com', 'ana@xn--80ak6aa92e.com'],
  ['https://example.org/%D1%8F?q=%3Cb%3E', 'https://example.org/%D1%8F?q=%3Cb%3E'],
])('H19: the address %s is shown as written', (text, shown) => {
  expect(read(text)).toBe(shown);
});

test.each([
  // All of these letters are Cyrillic, Greek or Latin ones that look like others.
  ['http://аррӏе.com/x', 'http://xn--80ak6aa92e.com/x'],
  ['http://exаmple.org', 'http://xn--exmple-4nf.org'],
  ['http://gοοgle.com', 'http://xn--ggle-0nda.com'],
  ['<http://user@аррӏе.com>', 'http://user@xn--80ak6aa92e.com'],
])('H19: %s, whose letters may look like other ones, is shown as %s', (text, shown) => {
  expect(read(text)).toBe(shown);
});

test('H19: a host with letters of Spanish stays as it is', () => {
  expect(read('http://español.es/año and https://www.example.org/a.b')).toBe(
    'http://español.es/año and https://www.example.org/a.b',
  );
});

test.each([
  ['[bank.com](https://evil.example)', 'bank.com (evil.example)'],
  ['[**bank**.com](https://evil.example)', 'bank.com (evil.example)'],
  ['[https://bank.com/sign-in](https://bank.com.evil.example/)', 'https://bank.com/sign-in (bank.com.evil.example)'],
  ['[`bank.com`](https://evil.example)', 'bank.com (evil.example)'],
  ['[bank。com](https://evil.example)', 'bank。com (evil.example)'],
  ['[bank\u200d.com](https://evil.example)', 'bank\u200d.com (evil.example)'],
  ['[192.0.2.7](https://evil.example)', '192.0.2.7 (evil.example)'],
  ['[аррӏе.com](http://xn--80ak6aa92e.com)', 'аррӏе.com (xn--80ak6aa92e.com)'],
  ['[ana@school.example](mailto:ana@evil.example)', 'ana@school.example (ana@evil.example)'],
  ['[school.example](mailto:ana@evil.example)', 'school.example (ana@evil.example)'],
  ['[ana@school.example](https://evil.example)', 'ana@school.example (evil.example)'],
  ['<https://bank.com@evil.example/>', 'https://bank.com@evil.example/ (evil.example)'],
  ['![bank.com](https://evil.example/bank.png)', 'bank.com (evil.example)'],
  ['[![bank.com](https://bank.com/a.png)](https://evil.example)', 'bank.com (evil.example)'],
])('H19: %s looks like another host than its own, and says its own', (text, shown) => {
  expect(read(text)).toBe(shown);
});

test.each([
  ['[bank.com](https://www.bank.com/sign-in)', 'bank.com'],
  ['[example.org](https://forms.example.org)', 'example.org'],
  ['[the timetable](https://example.org/v2.1)', 'the timetable'],
  ['[Timetable, version 2.1](https://example.org)', 'Timetable, version 2.1'],
  ['[write to us](mailto:office@example.org)', 'write to us'],
  ['john.doe@example.org', 'john.doe@example.org'],
  ['John.Doe@Example.org', 'John.Doe@Example.org'],
  ['[ana@español.es](mailto:ana@español.es)', 'ana@español.es'],
  ['[bank.com](/b/lounge)', 'bank.com'],
])('H19: %s is shown as it is', (text, shown) => {
  expect(read(text)).toBe(shown);
});
