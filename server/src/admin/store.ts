import type { Command } from 'commander';
import { backupStore, checkStore, compactStore, startEmbedded } from '../embedded/index.ts';
import { exportStore } from './store-export.ts';
import { requireStore, restoreStore } from './store-files.ts';
import { showProgress, type OnProgress } from './progress.ts';

/** Adds `store …`: serve, check, backup, restore, export and compact an embedded store. */
export function addStoreCommands(program: Command): void {
  const store = program
    .command('store')
    .description('Look after an embedded store: the folder `store` in the data folder.');
  store
    .command('serve')
    .argument('<folder>', 'the folder of the store; made when it is not there')
    .description('Serve a store to any MongoDB client until interrupted; the first line printed is its address.')
    .action(serve);
  store
    .command('check')
    .argument('<folder>')
    .description('Read everything and say whether the file is whole and every index agrees with its collection.')
    .action(check);
  store
    .command('backup')
    .argument('<folder>')
    .argument('<file>', 'the new file; must not exist')
    .description('Copy a store into one file, also while it is in use.')
    .action(backup);
  store
    .command('restore')
    .argument('<file>', 'a file made by backup')
    .argument('<folder>', 'the folder to put it into')
    .option('--replace', 'put aside the store that is in the folder')
    .description('Check a backup and make it the store of a folder.')
    .action(restore);
  store
    .command('export')
    .argument('<folder>')
    .argument('<uri>', 'the mongodb:// address to copy to; its database may be named, else all keep their names')
    .option('--replace', 'empty collections of the same name first')
    .description('Copy everything, indexes included, to a real MongoDB, and count it there.')
    .action(exportTo);
  store
    .command('compact')
    .argument('<folder>')
    .description('Give back to the disk the room that deleted documents left.')
    .action(compact);
}

async function serve(folder: string): Promise<void> {
  const store = await startEmbedded({ dir: folder });
  process.stdout.write(`${store.uri}\n`);
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await store.close();
}

async function check(folder: string): Promise<void> {
  await requireStore(folder);
  const { problems, collections, documents } = await during('Checked', (onProgress) =>
    checkStore({ dir: folder, onProgress }),
  );
  for (const problem of problems) say(problem);
  const size = `${count(collections, 'collection')}, ${count(documents, 'document')}`;
  say(problems.length === 0 ? `All is well: ${size}.` : `${count(problems.length, 'problem')} in ${size}.`);
  if (problems.length > 0) process.exitCode = 1;
}

async function backup(folder: string, file: string): Promise<void> {
  await requireStore(folder);
  const { bytes } = await during('Copied', (onProgress) => backupStore({ dir: folder, to: file, onProgress }));
  say(`${file} holds the store as it was: ${megabytes(bytes)}.`);
}

async function restore(file: string, folder: string, options: { replace?: true }): Promise<void> {
  const { documents, putAside } = await during('Checked', (onProgress) =>
    restoreStore({ file, folder, replace: options.replace === true, onProgress }),
  );
  say(`${folder} holds the backup: ${count(documents, 'document')}.`);
  if (putAside) say(`The store that was there is in ${putAside}.`);
}

async function exportTo(folder: string, uri: string, options: { replace?: true }): Promise<void> {
  await requireStore(folder);
  const { collections, documents } = await during('Copied', (onProgress) =>
    exportStore({ folder, uri, replace: options.replace === true, onProgress }),
  );
  say(`Copied and counted: ${count(collections, 'collection')}, ${count(documents, 'document')}.`);
}

async function compact(folder: string): Promise<void> {
  await requireStore(folder);
  const { before, after } = compactStore({ dir: folder });
  say(`${megabytes(before)} before, ${megabytes(after)} now.`);
}

async function during<T>(what: string, work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const progress = showProgress(what);
  try {
    return await work(progress.on);
  } finally {
    progress.end();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function count(amount: number, thing: string): string {
  return `${amount.toLocaleString('en')} ${thing}${amount === 1 ? '' : 's'}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
