import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinAnswers, splitAnswers } from './answers.ts';

const TITLES = ['What did you try?', 'What happened?', 'What do you need?'];

test('each answer stands below its question, and what is not answered is left out', () => {
  expect(joinAnswers(TITLES, ['A taxi.\n', '  ', '\n- A bus\n- A driver'])).toBe(
    '### What did you try?\n\nA taxi.\n\n### What do you need?\n\n- A bus\n- A driver',
  );
  expect(joinAnswers(TITLES, [])).toBe('');
});

test('an answer may have headings of its own, and lines that are set in', () => {
  const answers = ['### Monday\n\nA taxi.', '    one\n    two', ''];
  expect(splitAnswers(TITLES, joinAnswers(TITLES, answers))).toEqual(answers);
});

test('words that are no answers are none', () => {
  expect(splitAnswers(TITLES, 'Who drives?\n\n### What happened?\n\nNothing.')).toBeNull();
  expect(splitAnswers(TITLES, '\n \n')).toEqual(['', '', '']);
});

test('complaint 8: whatever is taken apart and put together again has lost no word, however often', () => {
  const piece = fc.oneof(
    fc.constantFrom(...TITLES.map((title) => `### ${title}`), '', '\n', ' ', '```', '    set in'),
    fc.string({ maxLength: 12 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('\n'));
  const words = (all: string) =>
    all
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line && !TITLES.includes(line.trim().slice(4)));
  fc.assert(
    fc.property(fc.tuple(text, text, text), text, (answers, written) => {
      const joined = joinAnswers(TITLES, answers);
      const again = splitAnswers(TITLES, joined);
      expect(words(joinAnswers(TITLES, again ?? []))).toEqual(words(joined));
      const found = splitAnswers(TITLES, written);
      if (found) expect(words(joinAnswers(TITLES, found))).toEqual(words(written.trimEnd()));
    }),
  );
});
