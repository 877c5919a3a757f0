import { afterAll, beforeAll } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killChildren } from './child-store.ts';

/** Names folders inside one that is removed after the tests of a file, as is every process started by them. */
export function useFolder(): (name: string) => string {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  });
  afterAll(async () => {
    killChildren();
    await rm(root, { recursive: true, force: true });
  });
  return (name) => join(root, name);
}
