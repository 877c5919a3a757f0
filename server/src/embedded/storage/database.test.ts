import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Database } from './database.ts';

test('a copy that is begun while a write is under way waits for it, and holds it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-database-'));
  const database = new Database(join(folder, 'store'));
  database.define('CREATE TABLE words(word TEXT)');
  database.statement("INSERT INTO words VALUES ('first')").run();
  const copying = database.backup(join(folder, 'copy'));
  await setTimeout(50);
  database.commit();
  await copying;
  const copy = new Database(join(folder, 'copy'));
  expect(copy.statement('SELECT word FROM words').all()).toEqual([['first']]);
  copy.close();
  database.close();
  await rm(folder, { recursive: true });
});
