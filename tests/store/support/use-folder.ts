import { afterAll, beforeAll } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names folders inside one that is removed after the tests of a file. */
export function useFolder(): (name: string) => string {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  return (name) => join(root, name);
}
