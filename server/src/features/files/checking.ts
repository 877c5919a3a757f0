import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FileHint } from '@hearth/shared/files/hints';
import { isLookedInto, type FileKind } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Job } from '../../jobs/job.ts';
import { clamd, type Scanner } from '../../platform/scanner.ts';
import type { Resource, Services } from '../../services.ts';
import type { FileRecord } from './model.ts';
import { officeKind } from './office.ts';
import { checkCaptions } from './captions-check.ts';
import { scheduleLooking } from './looking.ts';
import { bytesOf, readingAt } from './pieces.ts';
import type { Fault } from './sniff.ts';
import { isText, startOf } from './sniff-file.ts';
import { readVideo } from './video.ts';
import { findFile, finishFile, refuseFile } from './store.ts';

/** What looks for viruses; null where nothing does. */
const scanning: Resource<Scanner | null> = { open: ({ config }) => config.scanner && clamd(config.scanner) };

const checked = z.object({ fileId: z.string() });

/**
 * Looks at a file that stays as it was sent before anybody can have it: whether all of it is of a kind that is taken, and what
 * a scanner says, where there is one. A scanner that does not answer has the file wait a minute or two, and then refused.
 */
export const checkFile: Job<z.infer<typeof checked>> = {
  name: 'file.check',
  input: checked,
  attempts: 5,
  atOnce: 2,
  inTurns: true,
  async run(services, { fileId }, { signal, isLast }) {
    const file = await findFile(fileId);
    try {
      if (file?.isWaiting) await check(services, file, signal);
      // What stands in it is for later: whoever sent it does not wait for that.
      const now = await findFile(fileId);
      if (now?.toLook) await scheduleLooking(services, now);
      // Also where somebody died before it.
      await tidy(services, fileId);
    } catch (error) {
      // Whoever waits for it is told, and so is whoever runs the network: it is a dead letter all the same.
      if (isLast && !signal.aborted && (await refuseFile(fileId, 'file-unchecked'))) await tidy(services, fileId);
      throw error;
    }
  },
};

async function check(services: Services, file: FileRecord, signal: AbortSignal): Promise<void> {
  const { blobs } = services;
  if (file.use === 'captions') return checkCaptions(services, file);
  const scanner = services.use(scanning);
  const known = await kindOf(services, file);
  if ('fault' in known) return void (await refuseFile(file._id, known.fault));
  const { kind } = known;
  const hash = createHash('sha256');
  let isAllText = true;
  for await (const bytes of bytesOf(blobs, file)) {
    hash.update(bytes);
    isAllText &&= isText(bytes);
  }
  if ((kind === 'txt' || kind === 'csv') && !isAllText) return void (await refuseFile(file._id, 'file-other'));
  // A scanner takes no more than a mail could carry; a film is read box by box.
  const found = scanner && file.size <= fileLimits.file && (await scanner.scan(bytesOf(blobs, file), signal));
  if (found === 'found') return void (await refuseFile(file._id, 'file-infected'));
  const toLook = isLookedInto(kind);
  await finishFile(file._id, { sha256: hash.digest('hex'), forms: [], ...known, ...(toLook && { toLook }) });
}

interface Known {
  readonly kind: FileKind;
  readonly hints?: readonly FileHint[];
}

/** The rest of a PDF or of sound is for the program that opens it to make sense of. */
async function kindOf({ blobs }: Services, file: FileRecord): Promise<Known | { readonly fault: Fault }> {
  const read = readingAt(blobs, file);
  if (file.use === 'video') return readVideo(read, file.size);
  const start = startOf(await read(0, START), file.name);
  const kind = start === 'zip' ? await officeKind(read, file.size) : start;
  return typeof kind === 'object' ? kind : { kind };
}

/** Two frames of sound are within it. */
const START = 8_192;

/** Of what is refused nothing stays. */
async function tidy({ blobs }: Services, fileId: string): Promise<void> {
  const file = await findFile(fileId);
  if (file?.state !== 'arriving' && file?.state !== 'ready') await blobs.removeGroup(fileId);
}
