import { expect, test } from '@jest/globals';
import { entriesIn } from './address.ts';

const [one, other] = ['0123456789abcdef', 'fedcba9876543210'];
const BASE = 'https://hearth.example.org';

test.each([
  [`See ${BASE}/library/${one}/family-survey, it helped.`, [one]],
  [`[the survey](/library/${one}) and ${BASE}/library/${other}.`, [one, other]],
  [`/library/${one} twice: /library/${one}?v=2`, [one]],
  [`https://elsewhere.example/library/${one}`, []],
  [`${BASE}/a/library/${one}`, []],
  [`/library/${one}0 and /library/queue and /library/${one.slice(1)}`, []],
  ['', []],
])('%s', (text, ids) => {
  expect(entriesIn(text, 'hearth.example.org')).toEqual(ids);
});
