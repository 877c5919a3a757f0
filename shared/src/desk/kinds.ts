/** What happened, in the groups by which one chooses. */
export const deskKinds = {
  posts: ['started', 'reply', 'edited', 'deleted', 'restored', 'hidden'],
  held: ['held', 'published', 'refused', 'taken-back'],
  questions: ['asked', 'answered', 'aside'],
  rooms: ['announced', 'opened', 'ended', 'cancelled'],
  people: ['waiting', 'joined', 'welcomed', 'declined', 'role', 'group'],
  reports: ['reported', 'appealed'],
  acts: [
    ...['locked', 'unlocked', 'slowed', 'moved', 'merged', 'split', 'idea', 'purged'],
    ...['pinned', 'unpinned', 'featured', 'unfeatured'],
  ],
} as const;

export type DeskArea = keyof typeof deskKinds;

/** In the order in which they are offered. */
export const deskAreas = [
  'posts',
  'held',
  'questions',
  'rooms',
  'people',
  'reports',
  'acts',
] as const satisfies readonly DeskArea[];

/** The desk of all that all staff may see. No board has such an id. */
export const ALL = '_all';
