import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { board } from '../boards/entity.ts';
import { thread } from '../threads/entity.ts';

/**
 * What of a thread concerns one person. `mention`: a post names them, or a group they are in. `reply`: somebody answered their post, or wrote in the thread they started. `answer`:
 * a reply of theirs was accepted. `thanks`: people thanked them for a post. `removed`: moderators removed a post of theirs. `hidden`:
 * a post of theirs was reported by several people, and waits for a moderator. `report`: what they reported was decided.
 */
export const notificationKind = z.enum(['mention', 'reply', 'answer', 'thanks', 'removed', 'hidden', 'report']);
export type NotificationKind = z.infer<typeof notificationKind>;

/** What happened to somebody in a thread, in one line. */
export const notice = z.strictObject({
  kind: notificationKind,
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
  thread: thread.pick({ id: true, title: true, language: true }),
  board: board.pick({ id: true, name: true }),
  isNew: z.boolean(),
  at: z.iso.datetime(),
  notices: z.array(notice),
});
export type BellRow = z.infer<typeof bellRow>;

/** Where one learns of it. A mail comes besides the bell, some minutes later, where one has not read it by then. */
export const bellChannel = z.enum(['mail', 'bell', 'none']);
export type BellChannel = z.infer<typeof bellChannel>;

/** Of thanks there are no mails. */
export const bellChannels = z.strictObject({
  mention: bellChannel,
  reply: bellChannel,
  answer: bellChannel,
  thanks: z.enum(['bell', 'none']),
});
export type BellChannels = z.infer<typeof bellChannels>;

export const bellSettings = z.strictObject({
  channels: bellChannels,
  /** By the link in a mail: no mail comes, whatever was chosen, until one chooses again. */
  mailsStopped: z.boolean(),
});
