import type { DeskKind, DeskRow } from '@hearth/shared/desk/entity';
import { sizeText } from '@hearth/shared/files/size-text';
import type { DeskArea } from '@hearth/shared/desk/kinds';
import type { Membership } from '@hearth/shared/groups/entity';
import { roleChoices } from '../accounts/words.ts';
import * as m from '../paraglide/messages.js';

const areas: Readonly<Record<DeskArea, () => string>> = {
  posts: m.desk_area_posts,
  held: m.desk_area_held,
  questions: m.desk_area_questions,
  rooms: m.desk_area_rooms,
  people: m.desk_area_people,
  reports: m.desk_area_reports,
  acts: m.desk_area_acts,
};

export const areaName = (area: DeskArea): string => areas[area]();

const kinds: Readonly<Record<Exclude<DeskKind, 'role' | 'group'>, () => string>> = {
  started: m.desk_started,
  reply: m.desk_reply,
  edited: m.desk_edited,
  deleted: m.desk_deleted,
  restored: m.desk_restored,
  hidden: m.desk_hidden,
  held: m.desk_held,
  published: m.desk_published,
  refused: m.desk_refused,
  'taken-back': m.desk_taken_back,
  asked: m.desk_asked,
  answered: m.desk_answered,
  aside: m.desk_aside,
  announced: m.desk_announced,
  opened: m.desk_opened,
  ended: m.desk_ended,
  cancelled: m.desk_cancelled,
  waiting: m.desk_waiting,
  joined: m.desk_joined,
  welcomed: m.desk_welcomed,
  declined: m.desk_declined,
  reported: m.desk_reported,
  appealed: m.desk_appealed,
  locked: m.desk_locked,
  unlocked: m.desk_unlocked,
  slowed: m.desk_slowed,
  moved: m.desk_moved,
  merged: m.desk_merged,
  split: m.desk_split,
  idea: m.desk_idea,
  purged: m.desk_purged,
  pinned: m.desk_pinned,
  unpinned: m.desk_unpinned,
  featured: m.desk_featured,
  unfeatured: m.desk_unfeatured,
};

const became: readonly (readonly [Membership, () => string])[] = [
  ['owner', m.desk_group_owner],
  ['member', m.desk_group_member],
  ['invited', m.desk_group_invited],
  ['asked', m.desk_group_asked],
  ['none', m.desk_group_none],
];

/** What stands below a post: “2 pictures · Agenda.pdf (1.2 MB)”. */
export function attachedText({ pictures, files }: DeskRow['attached']): string {
  const named = files.map(({ name, size }) => (size === null ? name : `${name} (${sizeText(size)})`));
  return [...(pictures > 0 ? [m.desk_pictures({ count: pictures })] : []), ...named].join(' · ');
}

/** What happened, in two or three words. */
export function happened({ ref, detail }: Pick<DeskRow, 'ref' | 'detail'>): string {
  if (ref.kind === 'role') return m.desk_role({ role: roleChoices().find(([role]) => role === detail)?.[1] ?? '' });
  if (ref.kind === 'group') return became.find(([membership]) => membership === detail)?.[1]() ?? '';
  return kinds[ref.kind]();
}
