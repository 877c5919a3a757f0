import { z } from 'zod';
import { bellChannels, notificationKind } from './entity.ts';

/** What the export of somebody's data has of the bell. */
export const exported = {
  /** Null for those who chose nothing. */
  bellChannels: bellChannels.nullable(),
  mailsStopped: z.boolean(),
  notifications: z.array(
    z.strictObject({
      kind: notificationKind,
      /** Of a post that was not published, and of what is in the library, its own id. */
      threadId: z.string(),
      no: z.int(),
      at: z.iso.datetime(),
      isRead: z.boolean(),
    }),
  ),
};
