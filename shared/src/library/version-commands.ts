import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { line, words } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { entryId, entryWords } from './entity.ts';
import { libraryLimits } from './limits.ts';
import { versionNo } from './versions.ts';

/** What one has read: refused where it is another one by now, or another version is current. */
const read = { entryId, rev: z.int().positive(), expectedCurrent: versionNo };

const done = z.strictObject({
  id: entryId,
  rev: z.int().positive(),
  /** The one it was about. */
  version: versionNo,
  current: versionNo,
});

export const renewEntry = command('library.renew', {
  about:
    'Gives a published entry a new version under the same address: its owner or a curator, with other files and links and a line that says what changed. The one before stays current until a curator other than whoever sent it decides; a small fix of an owner who is trusted is current at once.',
  privileged: true,
  input: z.strictObject({
    ...read,
    parts: entryWords.parts.min(1),
    what: line(libraryLimits.what),
    isSmall: z.boolean(),
    asItIs,
  }),
  output: done,
  publishes: ['what', 'parts'],
});

/** What becomes of a version; `mayAct` of `policy.ts` says who may. */
export const versionTurn = z.enum(['accept', 'refuse', 'retract', 'again']);
export type VersionTurn = z.infer<typeof versionTurn>;

export const turnVersion = command('library.version', {
  about:
    'Makes a version that was sent the current one, sends it back with a reason, takes it back, or makes one from before current again under a new number.',
  privileged: true,
  input: z.strictObject({ ...read, no: versionNo, act: versionTurn, reason: words(libraryLimits.reason, 0) }),
  output: done,
});
