import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { board } from '../boards/entity.ts';
import { collectionCard } from '../collections/entity.ts';
import { heldPost } from '../held/entity.ts';
import { entryId, entryRow, entryState } from '../library/entity.ts';
import { entryNews } from '../library/news.ts';
import { versionNo } from '../library/versions.ts';
import { tag } from '../tags/entity.ts';
import { namedThread } from '../threads/entity.ts';

/**
 * What of a thread concerns one person. `mention`: a post names them, or a group they are in. `reply`: somebody answered their post, or wrote in the thread they started. `answer`:
 * a reply of theirs was accepted. `thanks`: people thanked them for a post. `removed`, `restored`: moderators removed a post of theirs, or
 * brought it back. `upheld`: their appeal was decided, and it stays removed. `hidden`: several people reported it, and it waits for a moderator. `published`: one that waited for them is there.
 * `held`: it is not, or waits again. `report`: what they reported was decided.
 * `entry`: curators decided about what they gave to the library. `renewed`, `collection`, `topic`: there is something new of what they
 * follow in the library.
 */
export const notificationKind = z.enum([
  ...['mention', 'reply', 'answer', 'thanks', 'removed', 'hidden', 'restored', 'upheld', 'published', 'held', 'report'],
  ...['entry', 'renewed', 'collection', 'topic'],
] as const);
export type NotificationKind = z.infer<typeof notificationKind>;

/** What happened to somebody in a thread, in one line. */
export const notice = z.strictObject({
  kind: notificationKind.exclude(['held', 'entry', 'renewed', 'collection', 'topic']),
  /** Who did it, the latest first; a few of them. */
  by: z.array(byline),
  /** How many of them there are, whoever is named. */
  people: z.int().nonnegative(),
  /** The post it opens at: of several the first one. */
  no: z.int().positive(),
  /** The first words of that post, without markup. */
  excerpt: z.string(),
  at: z.iso.datetime(),
});
export type Notice = z.infer<typeof notice>;

/** All of it that concerns one thread. Where there is something new, nothing else of it. */
export const bellRow = z.strictObject({
  /** Where it is off, whoever wrote nothing of what it tells gets no title. */
  thread: namedThread,
  board: board.pick({ id: true, name: true }),
  isNew: z.boolean(),
  at: z.iso.datetime(),
  notices: z.array(notice),
});
export type BellRow = z.infer<typeof bellRow>;

/** What became of a post of one’s own that moderators see before others do, and that stands nowhere now. */
export const bellHeld = z.strictObject({
  ...heldPost.pick({ id: true, board: true, title: true, language: true, state: true }).shape,
  isNew: z.boolean(),
  at: z.iso.datetime(),
});
export type BellHeld = z.infer<typeof bellHeld>;

/** What became of something one has given to the library. */
export const bellEntry = z.strictObject({
  id: entryId,
  /** Empty once it was removed. */
  title: z.string(),
  state: entryState,
  /** In the words of whoever decided. */
  reason: z.string(),
  /** What else became of it; null where it is the state it is in. `link`: one of its links does not open any more. */
  news: z.enum([...entryNews.options, 'link']).nullable(),
  isNew: z.boolean(),
  at: z.iso.datetime(),
});
export type BellEntry = z.infer<typeof bellEntry>;

/** What there is of a day, of what one follows in the library. */
const ofLibrary = {
  /** Tells one from another. */
  id: z.string(),
  isNew: z.boolean(),
  at: z.iso.datetime(),
};
const several = {
  /** Of them that one may read, and up to {@link bellLimits.titles} of them. */
  count: z.int().positive(),
  entries: z.array(entryRow.pick({ id: true, title: true })),
};

export const bellOfLibrary = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('renewed'),
    ...ofLibrary,
    entry: entryRow.pick({ id: true, title: true }),
    version: versionNo,
    /** What changed by it. */
    what: z.string(),
  }),
  z.strictObject({
    kind: z.literal('collection'),
    ...ofLibrary,
    collection: collectionCard.pick({ id: true, title: true }),
    ...several,
  }),
  z.strictObject({ kind: z.literal('topic'), ...ofLibrary, topic: tag.pick({ id: true, name: true }), ...several }),
]);
export type BellOfLibrary = z.infer<typeof bellOfLibrary>;

/** Where one learns of it. A mail comes besides the bell, some minutes later, where one has not read it by then. */
export const bellChannel = z.enum(['mail', 'bell', 'none']);
export type BellChannel = z.infer<typeof bellChannel>;

/** Of thanks there are no mails; of what moderators decide about what one wrote the bell always tells. */
export const bellChannels = z.strictObject({
  mention: bellChannel,
  reply: bellChannel,
  answer: bellChannel,
  thanks: z.enum(['bell', 'none']),
  decision: z.enum(['mail', 'bell']),
  /** Of what one follows in the library. */
  library: bellChannel,
});
export type BellChannels = z.infer<typeof bellChannels>;

export const bellSettings = z.strictObject({
  channels: bellChannels,
  /** By the link in a mail: no mail comes, whatever was chosen, until one chooses again. */
  mailsStopped: z.boolean(),
});
