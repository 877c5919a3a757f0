import { expect, test } from '@jest/globals';
import { Matcher } from '@hearth/shared/word-lists/matching';

test('5,000 entries and 20,000 characters hold up nobody, whatever is typed', () => {
  const phrases = Array.from({ length: 5_000 }, (_, n) => `word${n % 70} other${n}${n % 3 ? '' : '*'}`);
  const many = new Matcher(phrases.map((phrase) => ({ phrase, language: 'both' as const })));
  const texts = [
    'Word1 other1 is here. '.repeat(910).slice(0, 20_000),
    'a'.repeat(20_000),
    "a'".repeat(10_000),
    'word1 '.repeat(3_333),
    'ñ̃'.repeat(10_000).slice(0, 20_000),
  ];
  for (const text of texts) many.find(text);
  const times = texts.map((text) => {
    const runs = Array.from({ length: 7 }, () => {
      const begin = performance.now();
      many.find(text);
      return performance.now() - begin;
    });
    return Math.min(...runs);
  });
  expect(Math.max(...times)).toBeLessThanOrEqual(50);
});
