import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf } from './excerpt.ts';
import { render } from './render.ts';

test('what people use comes out as it should', () => {
  const html = render('# Late bus\n\n**Two** drivers:\n\n- Ana\n- Ben\n\n> Thanks!\n\nSee https://example.org/bus');
  expect(html).toContain('<h3>Late bus</h3>');
  expect(html).toContain('<strong>Two</strong>');
  expect(html).toContain('<li>Ana</li>');
  expect(html).toContain('<blockquote>');
  expect(html).toContain('<a href="https://example.org/bus" rel="nofollow ugc noopener">');
});

test.each([
  ['<img src=x onerror=alert(1)>'],
  ['<svg><script>alert(1)</script></svg>'],
  ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>'],
  ['[x](javascript:alert(1))'],
  ['[x](jAvAsCrIpT&colon;alert(1))'],
  ['[x](data:text/html;base64,PHNjcmlwdD4=)'],
  ['[x](vbscript:msgbox)'],
  ['[x](//evil.example)'],
  ['![pixel](https://evil.example/pixel.png)'],
  ['<a href="x" onclick="alert(1)">x</a>'],
])('attacks 47, 48: %s does no harm', (text) => {
  const html = render(text);
  expect(html).not.toMatch(
    /<(?!\/?(p|br|strong|em|s|a|ul|ol|li|blockquote|code|pre|hr|h3|h4|table|thead|tbody|tr|th|td)[\s>/])/i,
  );
  expect(html).not.toMatch(/<[^>]+\s(on\w+|style|src)=/i);
  expect(html).not.toMatch(/<[^>]+href="(?!https?:|mailto:)/i);
});

test('attack 49: a picture from elsewhere becomes a link, so that reading fetches nothing', () => {
  expect(render('![a bus](https://example.org/bus.png)')).toBe(
    '<p><a href="https://example.org/bus.png" rel="nofollow ugc noopener">a bus</a></p>\n',
  );
});

test('no text breaks out of the allowed tags', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '`',
    '[',
    ']',
    '(',
    ')',
    '!',
    '*',
    '_',
    '\n',
    'javascript:',
    '<script>',
    '&#x6a;',
    ' onload=',
    'a',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      expect(render(parts.join(''))).not.toMatch(/<script|<[^>]+\son\w+=|href="javascript/i);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['['.repeat(20_000)],
  ['>'.repeat(10_000)],
  ['*a '.repeat(6_000)],
  ['`'.repeat(20_000)],
  ['a'.repeat(20_000)],
])('attack 50: a hostile text of 20,000 signs is rendered and does not hang', (text) => {
  const begin = performance.now();
  expect(render(text)).toEqual(expect.any(String));
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test('an excerpt is plain, short and cut at a word', () => {
  expect(excerptOf(render('**Hello** & welcome\n\n- one\n- two'))).toBe('Hello & welcome one two');
  const long = excerptOf(render('many words '.repeat(60)));
  expect(long.length).toBeLessThanOrEqual(182);
  expect(long).toMatch(/(many|words)…$/);
});
