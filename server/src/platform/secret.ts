import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { flushFolder } from './flush-folder.ts';
import { narrowFile } from './private-file.ts';
import { ToldError } from './sentence.ts';

/** As many characters as HEARTH_SECRET needs; what we make has 43. */
const LEAST = 32;

/**
 * The key of every mark and proof: from the environment, or made once and kept beside the store. It is never in the
 * store, so that whoever gets a copy of the data cannot find out who asked without a name.
 *
 * @throws ToldError when the file holds less than a secret: going on with another one would make all that was marked
 * with the old one nobody's.
 */
export async function loadSecret({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): Promise<string> {
  if (secret) return secret;
  const file = join(dataFolder, 'secret');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  narrowFile(file);
  const kept = (await readKept(file)) ?? (await make(dataFolder, file));
  if (kept.length >= LEAST) return kept;
  throw new ToldError(
    `The secret in ${file} is not whole. Put the file back from a backup. If nothing has been written yet, delete it, and a new one is made.`,
  );
}

async function readKept(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whole or not at all, whatever happens meanwhile; of two processes that make one at the same time both get the first. */
async function make(folder: string, file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(randomBytes(32).toString('base64url'));
    await handle.sync();
    await handle.close();
    await link(draft, file).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(folder);
  return (await readFile(file, 'utf8')).trim();
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
