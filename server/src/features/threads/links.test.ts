import { expect, test } from '@jest/globals';
import { linksAlone } from './links.ts';

test('an address alone on its line is one that somebody wants to show, each once, three at most', () => {
  const text = 'See:\nhttps://one.example/a?b=1#c\n  <http://two.example>  \nhttps://one.example/a?b=1#c\nBye';
  expect(linksAlone(text)).toEqual(['https://one.example/a?b=1#c', 'http://two.example/']);
  expect(linksAlone([1, 2, 3, 4].map((n) => `https://${n}.example/`).join('\n'))).toHaveLength(3);
});

test.each([
  ['among words', 'see https://one.example/ please'],
  ['two on a line', 'https://one.example/ https://two.example/'],
  ['quoted', '> https://one.example/'],
  ['in a list', '- https://one.example/'],
  ['in code', '```\nhttps://one.example/\n```'],
  ['in code that does not end', '~~~ js\nhttps://one.example/'],
  ['indented as code', '    https://one.example/'],
  ['of another scheme', 'ftp://one.example/\njavascript:alert(1)\nmailto:a@one.example'],
  ['with a name and password', 'https://ana:secret@one.example/'],
  ['that is none', 'https://\nhttp://[::1\nhttps://one.example:99999/'],
  ['that is too long', `https://one.example/${'x'.repeat(2_000)}`],
])('none where it stands %s', (_where, text) => {
  expect(linksAlone(text)).toEqual([]);
});

test('after code that has ended there is one', () => {
  expect(linksAlone('````\n```\nhttps://in.example/\n````\nhttps://out.example/')).toEqual(['https://out.example/']);
});
