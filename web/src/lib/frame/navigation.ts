import type { Me } from '@hearth/shared/accounts/entity';
import * as m from '../paraglide/messages.js';
import type { IconName } from '../ui/Icon.svelte';

interface Place {
  readonly path: string;
  readonly name: () => string;
  readonly icon: IconName;
  /** Where else one is in this place, by the beginning of the path. */
  readonly also?: readonly string[];
  /** Everybody, unless it is said. */
  readonly isFor?: (me: Me | null) => boolean;
}

/** What the site's navigation leads to, in this order: one entry a feature. */
export const navigation: readonly Place[] = [
  { path: '/', name: m.place_home, icon: 'home' },
  { path: '/boards', name: m.place_boards, icon: 'chat', also: ['/b/', '/t/'] },
  { path: '/rooms', name: m.place_rooms, icon: 'clock' },
  { path: '/you', name: m.place_you, icon: 'person', isFor: (me) => me !== null },
  { path: '/sign-in', name: m.sign_in, icon: 'person', isFor: (me) => me === null },
];

/** Whether a page belongs to a place. */
export function isIn({ path, also = [] }: Place, page: string): boolean {
  return path === '/' ? page === '/' : [path, ...also].some((start) => page.startsWith(start));
}
