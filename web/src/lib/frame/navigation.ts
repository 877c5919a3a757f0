import type { Role } from '@hearth/shared/kernel/rights';
import * as m from '../paraglide/messages.js';
import type { Drawn, IconName } from '../ui/Icon.svelte';

/** The person the page is rendered for; null for a stranger. */
export type Viewer = { readonly role: Role } | null;

export interface Place {
  readonly path: string;
  readonly name: () => string;
  readonly icon: IconName | Drawn;
  /** Other path prefixes that belong to it. */
  readonly also?: readonly string[];
  /** Who sees it; everybody by default. */
  readonly isFor?: (viewer: Viewer) => boolean;
}

/** The site's navigation, in this order: few places, each with what belongs to it. */
export const navigation: readonly Place[] = [
  { path: '/', name: m.place_home, icon: 'home' },
  {
    path: '/boards',
    name: m.place_boards,
    icon: 'chat',
    also: [
      ...['/b/', '/t/', '/groups', '/unread', '/drafts', '/bookmarks', '/tags'],
      ...['/tried', '/notes', '/moderate', '/cards', '/asked', '/history', '/reactions'],
    ],
  },
  { path: '/rooms', name: m.place_rooms, icon: 'clock' },
  { path: '/library', name: m.place_library, icon: 'books' },
  { path: '/you', name: m.place_you, icon: 'person', isFor: (viewer) => viewer !== null },
  { path: '/sign-in', name: m.sign_in, icon: 'person', isFor: (viewer) => viewer === null },
];

/** Whether a page belongs to a place. */
export function isIn({ path, also = [] }: Place, page: string): boolean {
  return path === '/' ? page === '/' : [path, ...also].some((start) => page.startsWith(start));
}
