import { expect, test } from '@jest/globals';
import type { ReviewStep } from '@hearth/shared/review/entity';
import { isPutUp } from './put-up.ts';

const [then, later] = ['2026-11-30T10:00:00.000Z', '2026-11-30T10:00:01.000Z'];
const step = (kind: ReviewStep['kind'], at: string): ReviewStep => ({
  ...{ kind, by: null, at, to: null, words: '', act: null },
});

test('what a moderator put up who has left since is no report, and a report is none of theirs', () => {
  const [first, again] = [step('opened', then), step('reopened', then)];
  expect(isPutUp({ history: [first, step('claimed', then)] }, first)).toBe(true);
  expect(isPutUp({ history: [again, step('claimed', then)] }, again)).toBe(true);
  expect(isPutUp({ history: [first, step('claimed', later)] }, first)).toBe(false);
  expect(isPutUp({ history: [first] }, first)).toBe(false);
});
