import type { Tag } from '../tags/entity.ts';

/** How much one hears: `follow`, of every reply; `normal`, of what concerns oneself; `mute`, of nothing. */
export const followLevels = ['follow', 'normal', 'mute'] as const;
export type FollowLevel = (typeof followLevels)[number];

/** Because one chose so, or because of what one did in a thread; `merged`: what one followed went on in this one. */
export const ownReasons = ['chosen', 'started', 'replied', 'same', 'merged'] as const;
export type OwnReason = (typeof ownReasons)[number];

/** `board`, `person` and `tag`: a thread goes with its board, with whoever started it, or with a tag that it has. */
export const followReasons = [...ownReasons, 'board', 'person', 'tag'] as const;
export type FollowReason = (typeof followReasons)[number];

/** How much one hears of something, and why; null where it is what everybody hears to begin with. */
export interface Standing {
  readonly level: FollowLevel;
  readonly reason: FollowReason | null;
  readonly tag?: Pick<Tag, 'id' | 'name'> | undefined;
}
