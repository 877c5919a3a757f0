import { z } from 'zod';
import { entries } from '../accounts/budgets.ts';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { commandId } from '../kernel/ids.ts';
import { heldId } from '../held/entity.ts';
import { ofCollection, ofEntry, ofTopic } from '../follows/library.ts';
import { threadId } from '../threads/entity.ts';
import { bellChannels, bellSettings } from './entity.ts';

const marked = z.strictObject({ notifications: z.int().nonnegative() });

export const readBell = command('bell.read', {
  needsProof: false,
  about:
    'Marks what the bell says of one thread, of one post that waits, or of one entry, collection or topic of the library, as read, and nothing else.',
  input: z.union([
    ...([z.strictObject({ threadId }), z.strictObject({ heldId }), ofEntry, ofCollection, ofTopic] as const),
  ]),
  output: marked,
  counts: [votes],
});

export const readWholeBell = command('bell.read-all', {
  needsProof: false,
  about: 'Marks everything at the bell as read: also what no page shows. Posts stay as read or unread as they are.',
  input: z.strictObject({}),
  output: marked,
});

export const undoReadBell = command('bell.undo', {
  needsProof: false,
  about: 'Makes what the command `of` marked at the bell new again.',
  input: z.strictObject({ of: commandId }),
  output: marked,
});

export const chooseChannels = command('bell.choose', {
  needsProof: false,
  about:
    'Where one learns of what: by mail and at the bell, at the bell alone, or nowhere. Mails that were stopped come again.',
  input: bellChannels,
  output: bellSettings,
});

export const stopMails = command('bell.stop-mails', {
  needsProof: false,
  about:
    'By the link in a mail, without signing in: no more mails about what concerns whoever it was sent to, or again.',
  input: z.strictObject({ token: z.string().regex(/^[\w-]{43}$/), stop: z.boolean() }),
  output: z.strictObject({ stopped: z.boolean() }),
  counts: [entries],
});
