import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { GappedText } from './gapped-text.ts';

const page = (nonce: string) =>
  `<p>${'¿Qué tal? '.repeat(4_000)}</p><script nonce="${nonce}">1</script>${'More. '.repeat(9_000)}<script nonce="${nonce}">2</script>`;

test('a text with gaps is what it was, with another word in each gap, plain and packed', () => {
  const text = new GappedText(page('first'), 'first');
  for (const word of ['second', '', 'a longer one than the first']) {
    expect(text.with(word).toString()).toBe(page(word));
    expect(gunzipSync(text.gzippedWith(word)).toString()).toBe(page(word));
  }
  expect(text.gzippedWith('second').length).toBeLessThan(page('').length / 20);
});

test('a text without a gap, and one that is nothing but a gap', () => {
  expect(gunzipSync(new GappedText('words', 'absent').gzippedWith('second')).toString()).toBe('words');
  expect(gunzipSync(new GappedText('first', 'first').gzippedWith('second')).toString()).toBe('second');
});
