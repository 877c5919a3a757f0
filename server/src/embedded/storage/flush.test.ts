import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Database } from './database.ts';
import { Flush } from './flush.ts';

let folder: string;
let database: Database;
let order: string[];
let refuse: Error | null;
let flush: Flush;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-flush-'));
  database = new Database(join(folder, 'store.sqlite'));
  database.define('CREATE TABLE t(n INTEGER)');
  database.commit();
  order = [];
  refuse = null;
  flush = new Flush({
    database,
    engine: {
      beforeCommit: () => order.push('commit'),
      rollback: () => database.rollback(),
      failure: (error) => Buffer.from(`failed: ${String(error)}`),
    },
    beforeCommit: () => {
      if (refuse) throw refuse;
    },
    afterFlush: () => order.push('flushed'),
  });
});

afterEach(async () => {
  await flush.close();
  database.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, isDurable: boolean): Promise<string> {
  database.begin();
  database.statement('INSERT INTO t VALUES (1)').run();
  return settled(name, isDurable);
}

function settled(name: string, isDurable: boolean): Promise<string> {
  return new Promise((done) =>
    flush.settle(Buffer.from(name), isDurable, (reply) => {
      order.push(reply.toString());
      done(reply.toString());
    }),
  );
}

test('nobody hears of a write before it is committed, and one turn is one commit', async () => {
  const replies = [write('a', false), write('b', true), settled('read', false)];
  expect(order).toEqual([]);
  expect(await Promise.all(replies)).toEqual(['a', 'b', 'read']);
  expect(order).toEqual(['commit', 'flushed', 'a', 'b', 'read']);
});

test('a read with nothing under way is answered at once', () => {
  void settled('read', false);
  expect(order).toEqual(['read']);
});

test('a durable write that found nothing to do still waits for what it found', async () => {
  await write('not yet on the disk', false);
  const reply = settled('found it', true);
  expect(order).toEqual(['commit', 'not yet on the disk']);
  expect(await reply).toBe('found it');
});

test('what is committed during a flush shares the next one', async () => {
  const first = write('first', true);
  await pause(0);
  const others = [write('second', true), write('third', true)];
  await Promise.all([first, ...others]);
  expect(order.filter((each) => each !== 'commit' && each !== 'flushed')).toEqual(['first', 'second', 'third']);
});

test('when COMMIT fails everyone who waited for it is told, nothing stays, and the next write works', async () => {
  refuse = new Error('full');
  const replies = [write('a', false), settled('read', false)];
  expect(await Promise.all(replies)).toEqual(['failed: Error: full', 'failed: Error: full']);
  expect(flush.failures).toBe(1);
  refuse = null;
  expect(await write('b', true)).toBe('b');
  expect(database.statement('SELECT count(*) FROM t').get()).toEqual([1]);
});
