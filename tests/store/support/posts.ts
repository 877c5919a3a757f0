import type { Row } from './use-store.ts';

/** Five posts with what makes queries hard: null, missing, empty, nested and mixed values. */
export const posts: readonly Row[] = [
  {
    _id: 1,
    t: 'alpha',
    n: 5,
    tags: ['a', 'b'],
    d: new Date(1000),
    au: { id: 7, nm: 'X' },
    cm: [
      { by: 1, s: 3 },
      { by: 2, s: 9 },
    ],
  },
  { _id: 2, t: 'Beta', n: 3, tags: ['b'], d: new Date(2000), au: { id: 8, nm: 'Y' }, cm: [] },
  { _id: 3, t: 'gamma', n: 9, tags: [], d: new Date(3000), cm: [{ by: 1, s: 8 }] },
  { _id: 4, t: 'delta', n: null, d: new Date(4000), tags: ['c', 'a'] },
  { _id: 5, t: 'eps', tags: [['a']], d: new Date(5000), n: 3.5 },
];
