import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadSecret } from './secret.ts';
import { ToldError } from './sentence.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

const load = () => loadSecret({ secret: null, dataFolder: join(folder, 'data') });
const file = () => join(folder, 'data/secret');

test('a secret is made once, for its owner alone, and everybody who asks at the same time gets the same', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, load));
  expect(new Set([...secrets, await load(), await readFile(file(), 'utf8')]).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'data'))).toEqual(['secret']);
});

test('a secret that was put there is taken without the line end', async () => {
  await load();
  await writeFile(file(), 'known to the tests only, and long enough\n');
  expect(await load()).toBe('known to the tests only, and long enough');
});

test.each([
  ['empty', ''],
  ['torn', 'onlyhalfofit'],
  ['blank', ' '.repeat(43)],
])('a file that is %s is told, and left as it is', async (_name, text) => {
  await load();
  await writeFile(file(), text);
  await expect(load()).rejects.toThrow(ToldError);
  expect(await readFile(file(), 'utf8')).toBe(text);
});
