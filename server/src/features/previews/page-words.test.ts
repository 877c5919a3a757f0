import { expect, test } from '@jest/globals';
import { previewLimits } from '@hearth/shared/previews/limits';
import { decoded } from './charset.ts';
import { wordsOf } from './page-words.ts';

const BASE = new URL('https://www.site.example/news/');
const wordsIn = (head: string, body = '') => wordsOf(`<html><head>${head}</head><body>${body}</body></html>`, BASE);

test('a page says what it is in its head, and by its title at least', async () => {
  expect(await wordsIn('<title>A  plan\n for &amp; by us</title>')).toEqual({
    ...{ title: 'A plan for & by us', site: '', description: '', picture: null },
  });
  const said =
    await wordsIn(`<title>No</title><meta property="og:title" content="Yes"><meta content="Long" name="Description">
    <meta property="og:image" content="../a.png"><meta property="og:site_name" content="Site">`);
  expect(said).toMatchObject({ title: 'Yes', site: 'Site', description: 'Long' });
  expect(said?.picture?.href).toBe('https://www.site.example/a.png');
  expect(
    await wordsIn(
      '<meta name="description" content="x">',
      '<title>In the body</title><meta property="og:title" content="x">',
    ),
  ).toBeNull();
  expect(await wordsIn('<title>\u200b\u00ad </title>')).toBeNull();
});

test('attack 55: scripts in it are words, signs that nobody sees are gone, and what is long is cut', async () => {
  const title = (await wordsIn('<title><script>alert(1)</script><img src=x onerror=alert(1)></title>'))?.title ?? '';
  expect(title).toBe('<script>alert(1)</script><img src=x onerror=alert(1)>');
  expect((await wordsIn('<title>a\u202eb\u0000c</title>'))?.title).toBe('abc');
  const long = await wordsIn(
    `<title>${'ñ'.repeat(9_000)}</title><meta name="description" content="${'x '.repeat(9_000)}">`,
  );
  expect(long?.title).toHaveLength(previewLimits.title);
  expect(long?.description.length).toBeLessThanOrEqual(previewLimits.description);
});

test.each([
  ['by its header', Buffer.from('<title>Ni\xf1os</title>', 'latin1'), 'iso-8859-1'],
  ['by itself', Buffer.from('<meta charset="windows-1252"><title>Ni\xf1os</title>', 'latin1'), null],
  ['by its first bytes', Buffer.from('\ufeff<title>Niños</title>'), 'iso-8859-1'],
  ['as nearly all are', Buffer.from('<title>Niños</title>'), null],
  ['also where it names letters that are none', Buffer.from('<title>Niños</title>'), 'klingon'],
])('attack 55: a page is read %s', async (_how, bytes, header) => {
  expect((await wordsOf(decoded(bytes, header), BASE))?.title).toBe('Niños');
});

test('attack 55: of the wrong letters some are shown as none, and nothing fails', async () => {
  expect((await wordsOf(decoded(Buffer.from('<title>Ni\xf1os</title>', 'latin1'), 'utf-8'), BASE))?.title).toBe(
    'Ni\ufffdos',
  );
  const wide = Buffer.from('<meta charset="utf-16"><title>Plain</title>');
  expect((await wordsOf(decoded(wide, null), BASE))?.title).toBe('Plain');
});

test('H30: what comes after the head is not read, also where no tag says so, and however much of it there is', async () => {
  const late = '<meta property="og:title" content="Late">';
  expect((await wordsOf(`<title>First</title><div>${late}`, BASE))?.title).toBe('First');
  // Pages have pictures that count visitors there.
  const counted = `<title>First</title><noscript><img src="/count"></noscript><meta property="og:title" content="Mine">`;
  expect((await wordsOf(counted, BASE))?.title).toBe('Mine');
  expect(await wordsOf(`${'<meta>'.repeat(5_000)}<title>Late</title>`, BASE)).toBeNull();
  for (const evil of ['<i>', '<noscript>', '<template>', '<svg><p>', '<meta name="a" content="b">']) {
    const page = `<title>First</title>${evil.repeat(Math.floor(300_000 / evil.length))}${'</p>'.repeat(50_000)}`;
    const from = performance.now();
    expect((await wordsOf(page, BASE))?.title).toBe('First');
    // It took five seconds.
    expect(performance.now() - from).toBeLessThan(500);
  }
});
