import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { Template } from './template.ts';

const page = (nonce: string, name: string) =>
  `<p>${'¿Qué tal? '.repeat(4_000)}</p><script nonce="${nonce}">1</script>${name}${'More. '.repeat(9_000)}<script nonce="${nonce}">2</script>`;

test('a text with gaps is what it was, with other words in its gaps, plain and packed', () => {
  const text = new Template(page('first', 'no+body'), { nonce: 'first', name: 'no+body' });
  for (const nonce of ['second', '', 'a longer one than the first']) {
    for (const name of ['Ana', 'María $& José', 'first']) {
      expect(text.filled({ nonce, name }).toString()).toBe(page(nonce, name));
      expect(gunzipSync(text.gzipped({ nonce, name })).toString()).toBe(page(nonce, name));
    }
  }
  expect(text.gzipped({ nonce: 'second', name: 'Ana' }).length).toBeLessThan(page('', '').length / 20);
});

test('a text without a gap, and one that is nothing but a gap', () => {
  const packed = (text: string, word: string) => new Template(text, { word }).gzipped({ word: 'second' });
  expect(gunzipSync(packed('words', 'absent')).toString()).toBe('words');
  expect(gunzipSync(packed('first', 'first')).toString()).toBe('second');
});

test('what was taken out is in the text no longer', () => {
  const text = new Template('one two three two', { gap: 'two' });
  expect(['one', 'two', 'three'].map((word) => text.includes(word))).toEqual([true, false, true]);
});
