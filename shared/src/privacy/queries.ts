import { z } from 'zod';
import { reads } from '../kernel/budgets.ts';
import { exports } from './budgets.ts';
import { deviceSession, me } from '../accounts/entity.ts';
import { query } from '../kernel/query.ts';
import { questionId, questionStatus, roomId } from '../rooms/entity.ts';
import { threadId } from '../threads/entity.ts';

const at = z.iso.datetime();

export const exportOwn = query('account.export', {
  about:
    'Everything the network holds about oneself, questions asked without a name included. For oneself only. While it is being put together the answer is `export-under-way`: ask again.',
  input: z.strictObject({}),
  counts: [reads, exports],
  output: z.strictObject({
    exportedAt: at,
    profile: me,
    /** Whether a mail to the address was answered. */
    addressProven: z.boolean(),
    devices: z.array(deviceSession),
    invitations: z.array(z.strictObject({ endsAt: at, usesLeft: z.int() })),
    posts: z.array(
      z.strictObject({
        threadId,
        title: z.string(),
        no: z.int(),
        at,
        editedAt: at.nullable(),
        deletedAt: at.nullable(),
        text: z.string(),
      }),
    ),
    /** Of others, deleted by oneself. */
    deletedPosts: z.array(z.strictObject({ threadId, no: z.int() })),
    read: z.array(z.strictObject({ threadId, no: z.int() })),
    hosted: z.array(z.strictObject({ roomId, title: z.string(), startsAt: at })),
    questions: z.array(
      z.strictObject({ roomId, askedAt: at, anonymous: z.boolean(), status: questionStatus, text: z.string() }),
    ),
    votes: z.array(z.strictObject({ roomId, questionId, up: z.boolean(), at })),
  }),
});
