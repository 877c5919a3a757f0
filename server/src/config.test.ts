import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

test('nothing given means the demo network on the embedded store, for this machine only', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    mongoUri: null,
    redisUrl: null,
    demo: true,
    joining: 'open',
  });
});

test('every fault is named at once', () => {
  const given = { PORT: 'many', HEARTH_JOIN: 'maybe', MONGODB_URI: 'postgres://x', MAIL_FROM: 'nobody' };
  expect(() => readConfig(given)).toThrow(ConfigError);
  expect(() => readConfig(given)).toThrow(/PORT[^]*HEARTH_JOIN[^]*MONGODB_URI[^]*MAIL_FROM/);
});

test('with a database of one’s own there is no demo and a secret is needed', () => {
  const uri = { MONGODB_URI: 'mongodb://localhost/hearth' };
  expect(() => readConfig(uri)).toThrow(/HEARTH_SECRET/);
  expect(readConfig({ ...uri, HEARTH_SECRET: 'x'.repeat(32) })).toMatchObject({ demo: false });
});

test('a setting may stand in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-')), 'secret');
  writeFileSync(file, `${'s'.repeat(40)}\n`);
  expect(readConfig({ HEARTH_SECRET_FILE: file }).secret).toBe('s'.repeat(40));
  expect(() => readConfig({ HEARTH_SECRET_FILE: `${file}.missing` })).toThrow(/HEARTH_SECRET_FILE/);
});

test('an empty value counts as not given', () => {
  expect(readConfig({ REDIS_URL: '', PORT: '' })).toMatchObject({ redisUrl: null, port: 3000 });
});
