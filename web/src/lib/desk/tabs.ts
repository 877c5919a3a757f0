import type { Viewer } from '../frame/navigation.ts';
import * as m from '../paraglide/messages.js';

interface Tab {
  readonly path: string;
  readonly name: () => string;
  /** Who sees it; everybody who gets to the desk by default, which are also those who moderate a board through a group. */
  readonly isFor?: (viewer: Viewer) => boolean;
  /** Beside it stands how many wait there. */
  readonly counts?: 'review';
  /** It is in the reader's own time zone, which the browser alone knows. */
  readonly hasZone?: true;
}

/** The desk's pages, in this order: a line each. */
export const tabs: readonly Tab[] = [
  { path: '/desk', name: m.desk_activity },
  { path: '/desk/queue', name: m.review, counts: 'review' },
  { path: '/desk/people', name: m.desk_people, isFor: (viewer) => viewer?.role !== 'member' },
  { path: '/desk/rules', name: m.desk_rules },
  { path: '/desk/words', name: m.word_tab, isFor: (viewer) => viewer?.role !== 'member' },
  { path: '/desk/gates', name: m.gate_tab, isFor: (viewer) => viewer?.role !== 'member' },
  { path: '/desk/log', name: m.audit_tab },
  { path: '/desk/numbers', name: m.numbers_tab },
  { path: '/desk/rota', name: m.rota_tab, hasZone: true },
];
