import type { Row } from './use-store.ts';

export const sales: readonly Row[] = [
  { _id: 1, k: 'a', v: 5, t: ['x', 'y'], d: new Date('2026-11-01T10:00:00Z') },
  { _id: 2, k: 'b', v: 3, t: ['x'], d: new Date('2026-11-02T11:00:00Z') },
  { _id: 3, k: 'a', v: 7, t: [], d: new Date('2026-11-02T12:00:00Z') },
  { _id: 4, k: 'c', v: 1, d: new Date('2026-12-01T00:00:00Z') },
];
