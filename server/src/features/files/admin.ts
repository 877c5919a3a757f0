import type { Command } from 'commander';
import { say, withStore } from '../../admin/open.ts';
import { createBlobs } from '../../platform/create-blobs.ts';
import type { Blobs } from '../../platform/blobs.ts';
import { formKey } from './making.ts';
import { findFile, readReady } from './store.ts';

/** Adds `files check`. */
export function addFileCommands(program: Command): void {
  program
    .command('files')
    .description('Look after pictures and other files.')
    .command('check')
    .option('--delete', 'delete bytes that no file has')
    .description('Find files whose bytes are missing, and bytes that no file has.')
    .action(async (options: { delete?: true }) => {
      await withStore(async (config) => {
        const blobs = createBlobs(config);
        const [missing, stray] = [await findMissing(blobs), await findStray(blobs)];
        for (const id of missing) say(`${id}: its bytes are missing`);
        for (const id of stray) say(`${id}: no file has these bytes`);
        if (options.delete) for (const id of stray) await blobs.removeGroup(id);
        say(
          `${missing.length} without bytes, ${stray.length} without a file${options.delete ? ', which are deleted' : ''}.`,
        );
        if (missing.length > 0 || (stray.length > 0 && !options.delete)) process.exitCode = 1;
        blobs.close();
      });
    });
}

async function findMissing(blobs: Blobs): Promise<string[]> {
  const missing: string[] = [];
  for await (const { _id, forms, kind, pieces } of readReady()) {
    const keys = kind ? pieces.map(({ key }) => key) : forms.map(({ width }) => formKey(_id, width));
    const found = await Promise.all(keys.map((key) => isThere(blobs, key)));
    if (found.includes(false)) missing.push(_id);
  }
  return missing;
}

async function isThere(blobs: Blobs, key: string): Promise<boolean> {
  const bytes = await blobs.read(key, { first: 0, last: 0 });
  bytes?.destroy();
  return bytes !== null;
}

/** A record is written before its first bytes, and emptied after its last. */
async function findStray(blobs: Blobs): Promise<string[]> {
  const stray: string[] = [];
  for await (const id of blobs.groups()) {
    const file = await findFile(id);
    if (!file || file.state === 'gone') stray.push(id);
  }
  return stray;
}
