import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '@hearth/server/config';
import type { Blobs } from '@hearth/server/platform/blobs';
import { createBlobs } from '@hearth/server/platform/create-blobs';
import { openS3, type S3 } from '../support/s3.ts';

const GROUP = '0123456789abcdef';
const OTHER = 'fedcba9876543210';
const NOWHERE = {
  S3_BUCKET: 'hearth-files',
  S3_ENDPOINT: 'http://127.0.0.1:9',
  S3_ACCESS_KEY: 'one',
  S3_SECRET_KEY: 'two',
};

describe.each(['a folder', 'S3'])('blobs in %s', (kind) => {
  let folder: string;
  let s3: S3 | null = null;
  let blobs: Blobs;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-blobs-'));
    if (kind === 'S3') s3 = await openS3();
    blobs = createBlobs(readConfig({ HEARTH_DATA: folder, ...s3?.env }));
  });
  afterAll(async () => {
    blobs.close();
    await s3?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const text = async (key: string, range?: { first: number; last: number }) => {
    const stream = await blobs.read(key, range);
    return stream && (await buffer(stream)).toString();
  };

  test('come back as they were put, whole and in part, the last that was put', async () => {
    expect(await text(`${GROUP}/piece-1`)).toBeNull();
    await blobs.put(`${GROUP}/piece-1`, Buffer.from('not these'));
    await blobs.put(`${GROUP}/piece-1`, Buffer.from('0123456789'));
    expect(await text(`${GROUP}/piece-1`)).toBe('0123456789');
    expect(await text(`${GROUP}/piece-1`, { first: 2, last: 4 })).toBe('234');
    expect(await text(`${GROUP}/piece-1`, { first: 9, last: 9 })).toBe('9');
  });

  test('hold any bytes, and a megabyte of them', async () => {
    const bytes = Buffer.from(Array.from({ length: 1024 * 1024 }, (_one, n) => (n * 7919) % 256));
    await blobs.put(`${OTHER}/form-480`, bytes);
    const stream = await blobs.read(`${OTHER}/form-480`);
    expect(stream && bytes.equals(await buffer(stream))).toBe(true);
  });

  test('are gone alone or with their group, and going twice is no fault', async () => {
    await blobs.put(`${GROUP}/piece-2`, Buffer.from('two'));
    await blobs.put(`${GROUP}/piece-3`, Buffer.from('three'));
    for (let twice = 0; twice < 2; twice++) await blobs.remove(`${GROUP}/piece-2`);
    expect([await text(`${GROUP}/piece-2`), await text(`${GROUP}/piece-3`)]).toEqual([null, 'three']);
    const groups = await groupsIn(blobs);
    expect(groups.sort()).toEqual([GROUP, OTHER]);
    for (let twice = 0; twice < 2; twice++) await blobs.removeGroup(GROUP);
    expect(await text(`${GROUP}/piece-3`)).toBeNull();
    expect(await groupsIn(blobs)).toEqual([OTHER]);
  });
});

test('blobs in a folder are their owner’s alone, and nothing half-written stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-blobs-'));
  const blobs = createBlobs(readConfig({ HEARTH_DATA: folder }));
  await blobs.put(`${OTHER}/form-480`, Buffer.from('0123456789'));
  const path = join(folder, 'files', OTHER.slice(0, 2), OTHER);
  expect(await readdir(path)).toEqual(['form-480']);
  expect([(await stat(path)).mode & 0o777, (await stat(join(path, 'form-480'))).mode & 0o777]).toEqual([0o700, 0o600]);
  await rm(folder, { recursive: true });
});

test('a bucket that cannot be reached is a fault, and no missing file', async () => {
  const blobs = createBlobs(readConfig(NOWHERE));
  await expect(blobs.read(`${GROUP}/piece-1`)).rejects.toThrow();
  blobs.close();
});

test.each([{}, NOWHERE])('attack 45: no key leads out of their place', async (env) => {
  const blobs = createBlobs(readConfig(env));
  for (const key of [
    '../secret',
    `${GROUP}/../../secret`,
    `${GROUP}/..`,
    `/${GROUP}/a`,
    `${GROUP}/a/b`,
    `${GROUP}/.a`,
    'a',
  ]) {
    await expect(blobs.put(key, Buffer.from('x'))).rejects.toThrow('no key');
    await expect(blobs.read(key)).rejects.toThrow('no key');
    await expect(blobs.remove(key)).rejects.toThrow('no key');
  }
  for (const group of ['..', '.', '', `${GROUP}/..`])
    await expect(blobs.removeGroup(group)).rejects.toThrow('no group');
});

async function groupsIn(blobs: Blobs): Promise<string[]> {
  const found: string[] = [];
  for await (const group of blobs.groups()) found.push(group);
  return found;
}
