import { expect, test } from '@jest/globals';
import { entriesIn, entryAt } from './address.ts';

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

test.each([
  [`${BASE}/library/${one}`, one],
  [`${BASE}/library/${one}/family-survey?v=2#parts`, one],
  [`http://hearth.example.org/library/${one}`, one],
  [`https://elsewhere.example/library/${one}`, null],
  [`https://hearth.example.org:81/library/${one}`, null],
  [`https://ana:secret@hearth.example.org/library/${one}`, null],
  [`${BASE}/b?u=/library/${one}`, null],
  [`${BASE}/library/${one}/a/b`, null],
  [`${BASE}/library/queue`, null],
  [`/library/${one}`, null],
])('%s leads to %s', (address, id) => {
  expect(entryAt(address, 'hearth.example.org')).toBe(id);
});

test('a machine by itself has several names, at the same port', () => {
  const found = (host: string) => entryAt(`http://${host}/library/${one}`, 'localhost:3000');
  expect(['127.0.0.1:3000', '[::1]:3000', 'localhost:3000'].map(found)).toEqual([one, one, one]);
  expect(['127.0.0.1:3001', '127.0.0.1', '10.0.0.1:3000'].map(found)).toEqual([null, null, null]);
  expect(entriesIn(`http://127.0.0.1:3000/library/${other}`, 'localhost:3000')).toEqual([other]);
});
