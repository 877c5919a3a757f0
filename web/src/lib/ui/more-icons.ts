import type { Drawn } from './Icon.svelte';

/** Those that few pages show. */
export const moreIcons = {
  people: {
    path: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 8c.5-3 3-5 6-5s5.500 2 6 5m1-8a3 3 0 1 0-1-5.800M17 14c2 .5 3.500 2 4 5',
  },
  heart: { path: 'M12 20s-8-5-8-11a4.500 4.500 0 0 1 8-2.500A4.500 4.500 0 0 1 20 9c0 6-8 11-8 11z' },
  book: { path: 'M5 4h6a2 2 0 0 1 2 2v14a3 3 0 0 0-3-2H5zm14 0h-4a2 2 0 0 0-2 2v14a3 3 0 0 1 3-2h3z' },
  calendar: { path: 'M4 6h16v14H4zm0 5h16M8 3v5m8-5v5' },
  hands: { path: 'M4 12l4-4 4 3 4-3 4 4-6 7-2-2-2 2z' },
  bulb: { path: 'M9 18h6m-5 3h4M12 3a6 6 0 0 0-3 11v2h6v-2a6 6 0 0 0-3-11z' },
  star: { path: 'm12 4 2.500 5 5.500.8-4 3.900 1 5.500-5-2.700-5 2.700 1-5.500-4-3.900 5.500-.8z' },
  check: { path: 'm5 12 5 5 9-10' },
} as const satisfies Readonly<Record<string, Drawn>>;

/** One that is named by what the store holds, if there is one of that name. */
export function iconNamed(name: string): Drawn | undefined {
  return Object.entries(moreIcons).find(([its]) => its === name)?.[1];
}
