import { expect, test } from '@jest/globals';
import { excerptOf } from './excerpt.ts';
import { render } from './render.ts';

const html = (text: string) =>
  render(text)
    .replaceAll('\n', '')
    .replace(/<(br|hr) \/>/g, '<$1>');
/** What one reads, with line breaks. */
const read = (text: string) =>
  html(text)
    .replace(/<br>|<\/(?:p|li|tr|h3|h4|blockquote)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\n+/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();

test.each([
  ['    a paragraph pasted with four blanks'],
  ['\ta paragraph pasted with a tab'],
  ['Before\n\n      far in'],
])('part 5: %j is no code', (text) => {
  expect(html(text)).not.toContain('<code>');
  expect(read(text)).toBe(text.replace(/\n+/g, '\n').replace(/^[ \t]+/gm, ''));
});

test.each([
  ['2024. What a year'],
  ['8) as I said'],
  ['+ 5 people'],
  ['+ 5 people\n+ 3 dogs'],
  ['See you there\n- Ana'],
  ['See you there\n\n– Ana'],
  ['-'],
  ['1.'],
  ['A sentence\n======'],
  ['A sentence\n-'],
  ['A sentence\n--\nAna'],
  ['#hashtag'],
  ['#'],
  ['## #'],
  ['>50 people'],
  ['>:( not again'],
  ['>_<'],
  ['>'],
  ['I <3 this'],
  ['2 * 3 * 4'],
  ['2*3*4 = 24'],
  ['f**k this s**t'],
  ['***** very good *****'],
  ['snake_case_name'],
  ['_snake_case_name_'],
  ['__init__.py'],
  ['Name: ____ Date: ____'],
  ['___Yes ___No'],
  ['~5 or ~10'],
  ['~~~~~\nornament'],
  ['```\nnever closed\n\nmore'],
  ['C:\\new\\_old\\*.txt'],
  ['\\\\server\\share'],
  ['¯\\_(ツ)_/¯'],
  ['a\\b \\d'],
  ['Hawai`i and O`ahu'],
  ['`okina and `Iolani'],
  ['<b>bold</b> &copyright'],
  ['[Update]: Cancelled'],
  ['[a]: http://b'],
  ['[note]()'],
  ['[x](plan.docx)'],
  ['[x](ftp://example.org/a)'],
  ['[x](javascript:alert(1))'],
  ['Thanks.It was great. Bye.We'],
  ['thanks.it was great'],
  ['---'],
  ['***'],
  ['12:30 – 13:00'],
  ['●●●○○ three of five'],
  ['on 5/6 | on 7/8'],
])('part 5, R3, R8: %j stays as it was typed', (text) => {
  expect(read(text)).toBe(text.replace(/\n+/g, '\n'));
});

test.each([['[Update]: Cancelled'], ['&#x3164;'], ['#'], ['[]('], ['***']])(
  'R3, R6: the post %j is never empty',
  (text) => {
    expect(read(text)).not.toBe('');
    expect(excerptOf(render(text))).not.toBe('');
  },
);

test.each([
  ['• one\n• two', '<ul><li>one</li><li>two</li></ul>'],
  ['•\tone\n•\ttwo', '<ul><li>one</li><li>two</li></ul>'],
  ['-\u00a0one\n-\u00a0 two', '<ul><li>one</li><li>two</li></ul>'],
  ['•one\n•two', '<ul><li>one</li><li>two</li></ul>'],
  ['– one\n– two', '<ul><li>one</li><li>two</li></ul>'],
  ['\uf0b7 one\n\uf0b7 two', '<ul><li>one</li><li>two</li></ul>'],
  ['◦ one', '<ul><li>one</li></ul>'],
  ['\t• one\n\t• two', '<ul><li>one</li><li>two</li></ul>'],
  ['• one\n\t◦ in\n\t◦ in\n• two', '<ul><li>one<ul><li>in</li><li>in</li></ul></li><li>two</li></ul>'],
  ['•\tone\no\tsub', '<ul><li>one</li></ul><ul><li>sub</li></ul>'],
  ['Bring:\n\t• one\n\t• two', '<p>Bring:</p><ul><li>one</li><li>two</li></ul>'],
  ['Bring:\n- one', '<p>Bring:</p><ul><li>one</li></ul>'],
  ['We need\n- one\n- two\nThanks!', '<p>We need</p><ul><li>one</li><li>two</li></ul><p>Thanks!</p>'],
  ['• one\n\n• two', '<ul><li><p>one</p></li><li><p>two</p></li></ul>'],
  ['- one\n  more', '<ul><li>one<br>more</li></ul>'],
  ['1) one\n2) two', '<ol><li>one</li><li>two</li></ol>'],
  ['1. one\n3. three\n4. four', '<ol><li>one</li><li value="3">three</li><li>four</li></ol>'],
  ['7. seven\n8. eight', '<ol start="7"><li>seven</li><li>eight</li></ol>'],
])('part 5: %j is the list that it looks like', (text, expected) => expect(html(text)).toBe(expected));

test.each([
  ['1. one\n  - in\n  - in\n2. two', '<ol><li>one<ul><li>in</li><li>in</li></ul></li><li>two</li></ol>'],
  ['10. ten\n  - in\n11. eleven', '<ol start="10"><li>ten<ul><li>in</li></ul></li><li>eleven</li></ol>'],
  ['1. one\n\n  more of it\n2. two', '<ol><li><p>one</p><p>more of it</p></li><li><p>two</p></li></ol>'],
  ['- a\n  - b\n    - c\n- d', '<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>'],
  ['> - a\n> - b', '<blockquote><ul><li>a</li><li>b</li></ul></blockquote>'],
  ['- a\n  > said\n- b', '<ul><li>a<blockquote><p>said</p></blockquote></li><li>b</li></ul>'],
])('R16: in %j the points are where they are meant', (text, expected) => expect(html(text)).toBe(expected));

test('an excerpt keeps the blank between two lines', () => {
  expect(excerptOf(render('one\ntwo\n\n- three\n- four'))).toBe('one two three four');
});

test('R16: the columns of a table keep their side, and what follows it is none of it', () => {
  expect(html('| a | b | c |\n|:-|:-:|-:|\n| 1 | 2 | 3 |\nThanks!')).toBe(
    '<table><thead><tr><th align="left">a</th><th align="center">b</th><th align="right">c</th></tr></thead>' +
      '<tbody><tr><td align="left">1</td><td align="center">2</td><td align="right">3</td></tr></tbody></table>' +
      '<p>Thanks!</p>',
  );
});

test.each([
  [
    'Buses:\nDay\tBus\nMonday\t7\nSee you',
    '<p>Buses:</p><table><tbody><tr><td>Day</td><td>Bus</td></tr><tr><td>Monday</td><td>7</td></tr></tbody></table><p>See you</p>',
  ],
  [
    '\tMo\tTu\nAna\t7\t8',
    '<table><tbody><tr><td></td><td>Mo</td><td>Tu</td></tr><tr><td>Ana</td><td>7</td><td>8</td></tr></tbody></table>',
  ],
  ['one\ttab', '<p>one\ttab</p>'],
  ['\tindented\n\tlines', '<p>indented<br>lines</p>'],
  ['1.\tone\n2.\ttwo', '<ol><li>one</li><li>two</li></ol>'],
])('weak 11: %j, copied out of Word, is what it was there', (text, expected) => expect(html(text)).toBe(expected));

test('part 5: the answer under a quote is no part of it', () => {
  expect(html('> When?\n> Where?\nAt noon')).toBe('<blockquote><p>When?<br>Where?</p></blockquote><p>At noon</p>');
  expect(html('>When?\nAt noon')).toBe('<blockquote><p>When?</p></blockquote><p>At noon</p>');
});

test('part 5: what is meant as Markdown still is', () => {
  expect(html('a **b** *c* ~~d~~ `e` _f_ __g__ \\*h\\*')).toBe(
    '<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code> <em>f</em> <strong>g</strong> *h*</p>',
  );
  expect(html('我**强调**你')).toBe('<p>我<strong>强调</strong>你</p>');
  expect(html('```\n  a\n- b\n```')).toBe('<pre><code>  a- b</code></pre>');
  expect(html('1\\. one')).toBe('<p>1. one</p>');
  expect(html('\\# one\n\\- two')).toBe('<p># one<br>- two</p>');
  expect(html('a\n\n---\n\nb')).toBe('<p>a</p><hr><p>b</p>');
});

const REL = 'rel="nofollow ugc noopener"';

test.each([
  ['[our site](www.school.example/a)', 'https://www.school.example/a', 'our site'],
  ['[our site](school.example)', 'https://school.example', 'our site'],
  ['[our site](school.example:8080/a)', 'https://school.example:8080/a', 'our site'],
  ['[x](office@school.example)', 'mailto:office@school.example', 'x'],
  ['[call](tel:+15550100)', 'tel:+15550100', 'call'],
  ['[call](<555-0100 22>)', 'tel:555010022', 'call'],
  ['[call 555-0199](tel:+15550100)', 'tel:+15550100', 'call 555-0199 (+15550100)'],
  ['[call 555-0100](tel:+15550100)', 'tel:+15550100', 'call 555-0100'],
  ['[](https://example.org/form)', 'https://example.org/form', 'https://example.org/form'],
  ['[&#8203;](https://example.org/form)', 'https://example.org/form', 'https://example.org/form'],
  ['[](office@school.example)', 'mailto:office@school.example', 'office@school.example'],
  ['![](www.school.example/bus.png)', 'https://www.school.example/bus.png', 'https://www.school.example/bus.png'],
  ['![our bus](school.example/bus.png)', 'https://school.example/bus.png', 'our bus'],
  ['[![](https://example.org/a.png)](https://example.org/b)', 'https://example.org/b', 'https://example.org/b'],
  ['[boards](/boards)', '/boards', 'boards'],
  ['<ana@school.example>', 'mailto:ana@school.example', 'ana@school.example'],
  ['bit.ly/abc', 'https://bit.ly/abc', 'bit.ly/abc'],
  ['www.school.example/a', 'https://www.school.example/a', 'www.school.example/a'],
  ['school.k12.ca.us', 'https://school.k12.ca.us', 'school.k12.ca.us'],
])('R8: %s leads to %s', (text, href, shown) => {
  expect(html(text)).toBe(`<p><a href="${href}" ${REL}>${shown}</a></p>`);
});

test.each([
  ['safe &#x202e;gnp.exe', 'safe gnp.exe'],
  ['safe &#8238;gnp.exe', 'safe gnp.exe'],
  ['a&#x200b;b&shy;c&ZeroWidthSpace;d', 'abcd'],
  ['می&zwnj;خواهم', 'می‌خواهم'],
  ['A&zwj;na', 'Ana'],
])('R6: %s is cleaned as the raw sign is, in excerpts too', (text, shown) => {
  expect(read(text)).toBe(shown);
  expect(excerptOf(render(text))).toBe(shown);
});
