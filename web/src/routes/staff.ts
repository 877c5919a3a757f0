import type { Place } from '#lib/frame/navigation.ts';
import * as m from '#lib/paraglide/messages.js';

/** What staff have in the navigation besides: nobody else loads it. */
export const places: readonly Place[] = [
  { path: '/desk', name: m.place_desk, icon: { path: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zm-3 9 2 2 4-4' } },
];
