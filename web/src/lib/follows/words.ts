import type { FollowReason, Standing } from '@hearth/shared/follows/levels';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

const followed: Readonly<Partial<Record<FollowReason, () => string>>> = {
  started: m.follow_started,
  replied: m.follow_replied,
  same: m.follow_same,
  merged: m.follow_merged,
  board: m.follow_board,
};
const muted: Readonly<Partial<Record<FollowReason, () => string>>> = {
  board: m.follow_muted_board,
  person: m.follow_muted_person,
};

/** How much one hears of something and why, in one sentence. */
export function standingWords({ level, reason, tag }: Standing): string {
  if (level === 'normal') return m.follow_none();
  if (tag) {
    const name = tag.name[getLocale()];
    return level === 'follow' ? m.follow_tag({ name }) : m.follow_muted_tag({ name });
  }
  const [because, chosen] = level === 'follow' ? [followed, m.follow_chosen] : [muted, m.follow_muted_chosen];
  return ((reason && because[reason]) ?? chosen)();
}
