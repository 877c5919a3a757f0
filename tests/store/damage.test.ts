import { afterAll, expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkStore, startEmbedded, storeFile } from '../../server/src/embedded/index.ts';
import { runAdmin, serveInChild } from './support/child-store.ts';
import { useFolder } from './support/use-folder.ts';
import { failureOf } from './support/use-store.ts';

const { MongoClient } = mongoose.mongo;
const run = promisify(execFile);
jest.setTimeout(60_000);
const disks: string[] = [];
// Before the folders themselves are removed.
afterAll(async () => {
  for (const disk of disks) await run('umount', ['--lazy', disk]);
});
const folder = useFolder();
type Row = mongoose.mongo.BSON.Document & { _id: number };

test('a second process on a folder is refused in one sentence, and the first goes on', async () => {
  const path = folder('shared');
  const first = await serveInChild(path);
  const second = await runAdmin('store', 'serve', path);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toMatch(/in use|another process/i);
  expect(second.stderr.trim().split('\n')).toHaveLength(1);

  const client = await new MongoClient(first.uri).connect();
  await client.db('hearth').collection<Row>('rows').insertOne({ _id: 1 });
  await client.close();
  expect(await first.stop()).toMatchObject({ code: 0, stderr: '' });
  expect(await checkStore({ dir: path })).toMatchObject({ problems: [], documents: 1 });
});

test('what a killed process left of its socket goes at the next start, and nothing else does', async () => {
  const path = folder('left');
  await mkdir(path, { recursive: true });
  const [left, foreign] = [join(tmpdir(), `hearth-${randomBytes(3).toString('hex')}`), folder('foreign')];
  for (const [old, isGone] of [
    [left, true],
    [foreign, false],
  ] as const) {
    await mkdir(old, { recursive: true });
    await writeFile(join(path, 'address'), join(old, 'store.sock'));
    await (await startEmbedded({ dir: path })).close();
    expect(existsSync(old)).toBe(!isGone);
  }
});

test('a second store in the same process is refused too', async () => {
  const path = folder('twice');
  const store = await startEmbedded({ dir: path });
  expect(await failureOf(startEmbedded({ dir: path }))).toMatchObject({ name: 'EmbeddedStoreError' });
  await store.close();
});

test('a file of a newer version is refused in one sentence and not touched', async () => {
  const path = folder('newer');
  const store = await startEmbedded({ dir: path });
  await store.close();
  const { DatabaseSync } = await import('node:sqlite');
  const file = join(path, storeFile);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 999');
  db.close();
  const before = await readFile(file);
  const failure = await failureOf(startEmbedded({ dir: path }));
  expect(failure).toMatchObject({ name: 'EmbeddedStoreError', message: expect.stringMatching(/newer/i) });
  expect(failure.message).not.toContain('\n');
  expect(await readFile(file)).toEqual(before);
});

test('a file that is no store is refused in one sentence and not touched', async () => {
  const path = folder('noise');
  await mkdir(path);
  const noise = Buffer.alloc(20_000, 7);
  await writeFile(join(path, storeFile), noise);
  const failure = await failureOf(startEmbedded({ dir: path }));
  expect(failure).toMatchObject({ name: 'EmbeddedStoreError', message: expect.not.stringContaining('\n') });
  expect(await readFile(join(path, storeFile))).toEqual(noise);
});

/** A disk of two megabytes where this machine lets us make one; else null, and the store pretends its disk is full. */
async function smallDisk(path: string): Promise<string | null> {
  await mkdir(path);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path]).catch(() => null);
  if (!mounted) return null;
  disks.push(path);
  await writeFile(join(path, 'ballast'), Buffer.alloc(800_000));
  return join(path, 'store');
}

test('F16: a full disk refuses writes, keeps what was acknowledged, and is over when there is room again', async () => {
  const disk = await smallDisk(folder('small'));
  const path = disk ?? folder('pretended');
  const store = await startEmbedded({ dir: path, faults: true });
  const client = await new MongoClient(store.uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  try {
    const rows = client.db('hearth').collection<Row>('rows');
    const text = 'x'.repeat(5_000);
    await rows.insertOne({ _id: 0, text });
    if (!disk) await client.db('admin').command({ configureFailPoint: 'fullDisk', mode: 'alwaysOn' });
    let acknowledged = 1;
    const fill = async (): Promise<void> => {
      for (; acknowledged < 1_000; acknowledged++) await rows.insertOne({ _id: acknowledged, text });
    };
    expect(await failureOf(fill())).toMatchObject({ code: 14031, message: expect.stringMatching(/disk/i) });
    expect(await rows.countDocuments({ _id: { $gte: 0 } })).toBe(acknowledged);

    if (disk) await rm(join(folder('small'), 'ballast'));
    else await client.db('admin').command({ configureFailPoint: 'fullDisk', mode: 'off' });
    await rows.insertOne({ _id: acknowledged++, text });
    expect(await rows.distinct('_id')).toHaveLength(acknowledged);
  } finally {
    await client.close();
    await store.close();
  }
  expect(await checkStore({ dir: path })).toMatchObject({ problems: [] });
});
