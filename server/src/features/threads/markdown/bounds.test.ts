import { performance } from 'node:perf_hooks';
import { afterAll, expect, test } from '@jest/globals';
import { threadCosts, threadLimits } from '@hearth/shared/threads/limits';
import fc from 'fast-check';
import { createLogger } from '../../../platform/logger.ts';
import { render } from './render.ts';
import { Renderer } from './renderer.ts';

const log = createLogger('silent');
const renderer = new Renderer(log);
afterAll(() => renderer.close());

const bytes = (text: string) => Buffer.byteLength(text);
const most = (text: string) => Math.min(threadCosts.post.bytes, Math.max(threadCosts.post.least, 8 * bytes(text)));
const long = (piece: string) => piece.repeat(Math.ceil(threadLimits.post / piece.length)).slice(0, threadLimits.post);
const half = (piece: string) => long(piece).slice(0, threadLimits.post / 2);

/** The real way, three times: the least that the event loop was busy, since other things may keep this machine busy. */
async function costOf(text: string): Promise<{ html: string; loopMs: number }> {
  let html = '';
  let loopMs = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 3; times++) {
    const before = performance.eventLoopUtilization();
    html = await renderer.render(text);
    loopMs = Math.min(loopMs, performance.eventLoopUtilization(before).active);
  }
  return { html, loopMs };
}

async function expectBounded(text: string): Promise<void> {
  const { html, loopMs } = await costOf(text);
  expect(bytes(html)).toBeLessThanOrEqual(most(text));
  expect(loopMs).toBeLessThan(threadCosts.post.loopMs);
}

const signs = (count: number) => String.fromCodePoint(...Array.from({ length: count }, (_, n) => 0x4e00 + n));

const table = (columns: number, row: string) => {
  const head = `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n`;
  return `${head}${long(row)}`.slice(0, threadLimits.post);
};

test.each([
  ['references that are &', `[a]: <${half('&').slice(8)}>\n\n${half('[a]')}`],
  ['references that are letters', `[a]: <${half('y').slice(8)}>\n\n${half('[a]')}`],
  ['references', long('[a]: b\n')],
  ['references with open titles', long('[a]: (b "\n')],
  ['lists in lists', long('- ')],
  ['lists in lists, again and again', long('- - - - - - - - a\n\n')],
  ['lists, each further in', Array.from({ length: 195 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
  ['numbered lists', long('999999999. a\n\n')],
  ['lists of paragraphs', long('- a\n\n  b\n\n')],
  ['bullets of word processors', long('• ')],
  ['points with wide blanks', long('-\u00a0\u00a0\u00a0\u00a0')],
  ['points that may begin a list', long('– a\n')],
  ['points of ever other signs', long('– a\n· b\n')],
  ['points far apart', long(`– a\n${'\n'.repeat(15)}`)],
  ['points further and further in', Array.from({ length: 195 }, (_, depth) => `${' '.repeat(depth)}1. a`).join('\n')],
  ['numbers that are told', long('7. a\n1. a\n')],
  ['fences that nobody closes', Array.from({ length: 198 }, (_, n) => `${'`'.repeat(200 - n)}a`).join('\n')],
  ['fences of tildes', long('~~~\n')],
  ['names of files', long('_a')],
  ['names of long files', long(`${'_a'.repeat(60)} `)],
  ['blanks to be filled in', long('____ ')],
  ['sums', long('2*3')],
  ['paths', long('C:\\_a')],
  ['accents', long('a`a')],
  ['accents that may begin code', long(' `a b')],
  ['bare hosts', long('www.a.co ')],
  ['joints', long('a.It ')],
  ['entities that nobody sees', long('&shy;')],
  ['rows of tabs', long('a\tb\n')],
  ['lines that are indented by a tab', long('\ta\n')],
  ['rows of empty cells', long('a\t\t\t\t\t\t\n')],
  ['rows of ever more cells', long(Array.from({ length: 190 }, (_, n) => 'a\t'.repeat(n)).join('\n'))],
  ['aligned tables', `|a|b|\n|:-:|-:|\n${long('|1|2|\n')}`.slice(0, threadLimits.post)],
  ['quotes in quotes', long('>')],
  ['quotes in quotes, again and again', long(`${'>'.repeat(16)}a\n\n`)],
  ['quotes that go on without a sign', `${'>'.repeat(16)}a\n${long('a\n')}`.slice(0, threadLimits.post)],
  ['quotes and lists in each other', long('> - ')],
  ['tables with empty rows', table(100, '|\n')],
  ['tables of many columns', table(3_000, '|\n')],
  ['tables of empty cells', table(5, '||||||\n')],
  ['many tables', long('|a|\n|-|\n|b|\n\n')],
  ['links', long('[a](b)')],
  ['links without words', long('[](b)')],
  ['links that look like other hosts', long('[a.co](http://b.co)')],
  ['a link of many hosts', `[${long('a.')}`.slice(0, -20) + '](http://b.co)'],
  ['links that begin', long('[a](')],
  ['links in links', `${half('[')}${half('](b)')}`],
  ['brackets', long('[')],
  ['emphasis', long('*a*')],
  ['emphasis that begins', long('*a ')],
  ['emphasis of every kind', long('*a**b***c_d__e~~f')],
  ['stars', long('*')],
  ['entities', long('&amp;')],
  ['entities of several signs', long('&NotEqualTilde;')],
  ['ampersands', long('&')],
  ['quotation marks', long('"')],
  ['addresses in angles', long('<http://a> ')],
  ['addresses', long('http://a.co ')],
  ['bare addresses', long('a.co ')],
  ['mail addresses', long('mailto:a@b.co ')],
  ['schemes', long('http://')],
  ['an address of parentheses', `http://a.co/${long('(')}`.slice(0, threadLimits.post)],
  ['hosts of other letters', long('http://аррӏе.com ')],
  ['hosts of ever other letters', `<http://${signs(5_000)}.com> `.repeat(4).slice(0, threadLimits.post)],
  ['letters that stand for many', `[${'\ufdfa'.repeat(threadLimits.post - 20)}.com](http://b.co)`],
  ['pictures', long('![a](b)')],
  ['pictures in pictures', `${half('![')}${half('](b)')}`],
  ['pictures that begin', long('![')],
  ['code', long('`a')],
  ['backticks', long('`')],
  ['runs of backticks', Array.from({ length: 199 }, (_, n) => '`'.repeat(n + 1)).join(' ')],
  ['blocks of code', long('```\na\n```\n')],
  ['indented code', long('    a\n')],
  ['html', long('<b>')],
  ['html that begins', long('<a href="')],
  ['headings', long('# a\n')],
  ['underlined headings', long('a\n-\n')],
  ['rules', long('---\n')],
  ['backslashes', long('\\')],
  ['backslashes at ends of lines', long('\\\n')],
  ['lines', long('a\n')],
  ['paragraphs', long('a\n\n')],
  ['one long line', long('a')],
  ['words of another script', long('学校 ')],
])('H2: 20,000 characters of %s are rendered within the budget', (_name, text) => expectBounded(text));

test('H2: so are the worst of 10,000 random texts, each made as long as a post may be', async () => {
  const pieces = fc.constantFrom(
    ...'[]()!*_`<>&"\\|-+#:/@aé学😀 \t\n',
    ...'~~·```·1. ·- ·> ·|-|-|\n·|a|b|\n·](b)·![a](·&amp;·&#35;·http://·mailto:·a.co·a@b.co·[a]: b\n·<b>·---\n·\n\n'.split(
      '·',
    ),
  );
  const texts = fc.sample(
    fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => parts.join('')),
    { numRuns: 10_000, seed: 20_261_128 },
  );
  const measured = texts.map((text) => {
    const begun = performance.now();
    const length = bytes(render(text));
    expect(length).toBeLessThanOrEqual(most(text));
    return { text, growth: length / bytes(text), ms: (performance.now() - begun) / text.length };
  });
  const worst = (by: 'growth' | 'ms') => measured.toSorted((a, b) => b[by] - a[by]).slice(0, 15);
  for (const { text } of [...worst('growth'), ...worst('ms')]) await expectBounded(long(text));
}, 120_000);

test('H2: a text that takes too long ends its thread, is shown as it was written, and the next one has a new thread', async () => {
  const hurried = new Renderer(log, 1);
  const text = long('**a** <b>\n');
  const [first, second] = await Promise.all([hurried.render(text), hurried.render(text)]);
  expect(first).toMatch(/^<p>\*\*a\*\* &lt;b&gt;<br>\*\*a/);
  expect(second).toBe(first);
  await hurried.close();
});

test('H2: more long texts than may wait are refused, and those that wait are rendered', async () => {
  const crowded = new Renderer(log);
  const asked = await Promise.allSettled(Array.from({ length: 120 }, () => crowded.render('word '.repeat(300))));
  const rendered = asked.filter(({ status }) => status === 'fulfilled');
  expect(rendered).toHaveLength(100);
  for (const one of asked.filter(({ status }) => status === 'rejected')) {
    expect(one).toMatchObject({ reason: { reason: 'busy' } });
  }
  await crowded.close();
});

test('what people write every day is far from any bound', () => {
  const text =
    '> Ana wrote:\n> > When?\n\n1. **Bus**\n   - 7:40\n   - 8:05\n\n| Day | Bus |\n| --- | --- |\n| Mo | 7 |\n| Tu | 8 |\n';
  expect(render(text.repeat(100))).toContain('</p>\n<blockquote>\n<p>When?');
  expect(render(text.repeat(100))).toContain('<td>7</td>');
});
