import { expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../server/src/platform/mongo.ts';
import { loadSecret } from '../../server/src/platform/secret.ts';
import { startEmbedded } from '../../server/src/embedded/index.ts';
import { useFolder } from './support/use-folder.ts';

const { MongoClient } = mongoose.mongo;
jest.setTimeout(60_000);
const folder = useFolder();
const admin = fileURLToPath(new URL('../../server/src/admin/main.ts', import.meta.url));

/** Every file and folder below, and the folder itself, that somebody else than its owner has any right to. */
async function open(path: string): Promise<string[]> {
  // While it is written, a folder may have another name before it is looked into.
  const isFolder = (await stat(path).catch(() => null))?.isDirectory();
  const below = isFolder ? await readdir(path, { recursive: true }).catch(() => []) : [];
  const found = [path, ...below.map((name) => join(path, name))].map(async (one) => {
    const mode = (await stat(one).catch(() => null))?.mode ?? 0;
    return (mode & 0o077) === 0 ? null : `${one} ${(mode & 0o777).toString(8)}`;
  });
  return (await Promise.all(found)).filter((one) => one !== null);
}

/** `npm run admin -- store …` where everybody may do everything unless it is said otherwise; watches a folder meanwhile. */
async function runOpenly(words: readonly string[], watched: string): Promise<string[]> {
  const command = ['umask 000; exec "$0" "$@"', process.execPath, '--disable-warning=ExperimentalWarning', admin];
  const child = spawn('sh', ['-c', ...command, 'store', ...words], { stdio: 'ignore' });
  const seen = new Set<string>();
  const ended = once(child, 'exit');
  while (child.exitCode === null) {
    for (const one of await open(watched)) seen.add(one);
    await Promise.race([ended, new Promise((soon) => setTimeout(soon, 2))]);
  }
  expect(child.exitCode).toBe(0);
  return [...seen];
}

async function filled(path: string): Promise<string> {
  const store = await startEmbedded({ dir: path });
  const client = await new MongoClient(store.uri).connect();
  const rows = Array.from({ length: 4_000 }, () => ({ text: 'x'.repeat(3_000) }));
  await client.db('hearth').collection('rows').insertMany(rows);
  await client.close();
  await store.close();
  return path;
}

test('H12: with a umask of 000 nobody else may read a backup or a restored store, also while it is written', async () => {
  const root = folder('openly');
  await mkdir(root, { mode: 0o700 });
  const path = await filled(join(root, 'store'));
  const file = join(root, 'backup');
  // Of a backup that was interrupted.
  await writeFile(`${file}.partial`, 'left');
  await chmod(`${file}.partial`, 0o644);
  expect((await runOpenly(['backup', path, file], root)).filter((one) => !one.includes('.partial 644'))).toEqual([]);
  expect(await open(root)).toEqual([]);

  // However the backup came here, and whatever was there before.
  const target = join(root, 'deep', 'down', 'restored');
  await mkdir(target, { recursive: true, mode: 0o755 });
  await filled(target);
  await chmod(dirname(target), 0o700);
  await chmod(dirname(dirname(target)), 0o700);
  expect(await runOpenly(['restore', '--replace', file, target], root)).toEqual([]);
  expect(await runOpenly(['restore', file, join(root, 'new', 'folders', 'restored')], root)).toEqual([]);
  await chmod(file, 0o644);
  const others = await runOpenly(['restore', file, join(root, 'again')], root);
  expect(others).toEqual([`${file} 644`]);
  await chmod(file, 0o600);
  expect(await runOpenly(['compact', path], root)).toEqual([]);
});

test('H12: a store that lies open is put aside for its owner alone', async () => {
  const root = folder('aside');
  await mkdir(root, { mode: 0o700 });
  const path = await filled(join(root, 'store'));
  await runOpenly(['backup', path, join(root, 'backup')], root);
  for (const one of [path, ...(await readdir(path)).map((name) => join(path, name))]) await chmod(one, 0o777);
  await runOpenly(['restore', '--replace', join(root, 'backup'), path], root);
  expect(await open(root)).toEqual([]);
});

test('H12: what older versions or a copy left open is narrowed when the store is opened', async () => {
  const dataFolder = folder('data');
  const path = await filled(join(dataFolder, 'store'));
  await loadSecret({ secret: null, dataFolder });
  await writeFile(join(path, 'store.sqlite-wal'), '');
  const files = await readdir(dataFolder, { recursive: true });
  for (const name of ['', ...files]) await chmod(join(dataFolder, name), 0o777);
  const store = await openStore({ mongoUri: null, dataFolder });
  await loadSecret({ secret: null, dataFolder });
  expect(await open(dataFolder)).toEqual([]);
  await store.close();
});

test('a data folder that holds what is not ours stays as it is, and what is ours in it is narrowed', async () => {
  const dataFolder = folder('shared');
  await filled(join(dataFolder, 'store'));
  await writeFile(join(dataFolder, 'index.html'), 'of somebody else');
  await chmod(dataFolder, 0o755);
  const store = await openStore({ mongoUri: null, dataFolder });
  await loadSecret({ secret: null, dataFolder });
  const found = await open(dataFolder);
  expect(found.map((one) => one.split(' ')[0])).toEqual([dataFolder, join(dataFolder, 'index.html')]);
  await store.close();
});
