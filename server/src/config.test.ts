import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
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

test.each([
  { HEARTH_URL: 'https://hearth.example.org' },
  { HEARTH_URL: 'http://localhost:8080' },
  { SMTP_URL: 'smtp://localhost' },
  { TRUST_PROXY: '1' },
  { METRICS_TOKEN: 'm'.repeat(16) },
  { REDIS_URL: 'redis://localhost' },
  { MONGODB_URI: 'mongodb://localhost/hearth', HEARTH_SECRET: 's'.repeat(32) },
  { HOST: '0.0.0.0' },
  { HOST: '::' },
  { HOST: '192.0.2.7' },
  { HOST: '127.evil.example' },
  { HOST: 'localhost.example.org' },
])('H6: with %j there is no demo unless it is asked for', (given) => {
  expect(readConfig(given)).toMatchObject({ demo: false, isLocal: false });
  expect(readConfig({ ...given, HEARTH_DEMO: 'on' })).toMatchObject({ demo: true, isLocal: false });
});

test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('H6: on %s there is one', (HOST) => {
  expect(readConfig({ HOST })).toMatchObject({ demo: true, isLocal: true });
  expect(readConfig({ HOST, HEARTH_DEMO: 'off' })).toMatchObject({ demo: false, isLocal: true });
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
  writeFileSync(file, `${'s'.repeat(40)}\n`, { mode: 0o600 });
  expect(readConfig({ HEARTH_SECRET_FILE: file }).secret).toBe('s'.repeat(40));
  expect(() => readConfig({ HEARTH_SECRET_FILE: `${file}.missing` })).toThrow(/HEARTH_SECRET_FILE/);
});

test.each([
  ['HEARTH_SECRET', 's'.repeat(40)],
  ['METRICS_TOKEN', 'm'.repeat(40)],
  ['SMTP_URL', 'smtps://user:password@mail.example.org'],
  ['REDIS_URL', 'redis://:password@localhost'],
  ['MONGODB_URI', 'mongodb://user:password@localhost/hearth'],
])('H22: a file with %s that everybody may read is refused, or warned of where it is in memory', (name, value) => {
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-')), 'setting');
  writeFileSync(file, value);
  const read = (mode: number) => {
    chmodSync(file, mode);
    return readConfig({ ...(name === 'MONGODB_URI' && { HEARTH_SECRET: 's'.repeat(40) }), [`${name}_FILE`]: file });
  };
  for (const mode of [0o600, 0o400, 0o440, 0o640]) expect(read(mode).warnings).toEqual([]);
  for (const mode of [0o644, 0o444, 0o604])
    expect(told(() => read(mode).warnings.join())).toMatch(
      new RegExp(`^${name}_FILE: everybody (on this machine|in this container) may read ${file}`),
    );
});

test('H22: what is no secret may stand in a file for everybody', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-')), 'port');
  writeFileSync(file, '3001', { mode: 0o644 });
  expect(readConfig({ PORT_FILE: file })).toMatchObject({ port: 3001, warnings: [] });
});

/** What comes of it, or the sentence of the refusal. */
function told(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
}

test('an empty value counts as not given', () => {
  expect(readConfig({ REDIS_URL: '', PORT: '' })).toMatchObject({ redisUrl: null, port: 3000 });
});

test.each([
  [{ PORT: 'abc' }, 'PORT: needs a whole number from 0 to 65535'],
  [{ PORT: '3.5' }, 'PORT: needs a whole number from 0 to 65535'],
  [{ HOST: 'my machine' }, 'HOST: needs a name or number of this machine, like 127.0.0.1 or 0.0.0.0'],
  [{ HEARTH_URL: 'hearth.example.org' }, 'HEARTH_URL: needs an address like https://hearth.example.org'],
  [{ HEARTH_URL: 'https://example.org/hearth' }, 'HEARTH_URL: ends after the name: pages cannot live under a path'],
  [{ HEARTH_JOIN: 'all' }, 'HEARTH_JOIN: is one of open, invitation, approval'],
  [{ HEARTH_DEMO: 'true' }, 'HEARTH_DEMO: is on or off'],
  [{ MONGODB_URI: 'mongodb://' }, 'MONGODB_URI: needs an address like mongodb://localhost:27017/hearth'],
  [{ REDIS_URL: 'redis' }, 'REDIS_URL: needs an address like redis://localhost:6379'],
  [{ SMTP_URL: 'mail.example.org' }, 'SMTP_URL: needs an address like smtps://user:password@mail.example.org'],
  [{ MAIL_FROM: 'Hearth <a@b.org>' }, 'MAIL_FROM: needs an e-mail address alone; its name goes into MAIL_NAME'],
  [{ HEARTH_RATE_FACTOR: '0' }, 'HEARTH_RATE_FACTOR: needs a number from 1 to 10000'],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: needs a whole number from 0 to 5'],
  [{ METRICS_TOKEN: 'x' }, 'METRICS_TOKEN: needs at least 16 characters'],
  [{ HEARTH_SECRET_FILE: tmpdir() }, `HEARTH_SECRET_FILE: there is no file ${tmpdir()} that can be read`],
  [{ HEARTH_SECRET_FILE: '/dev/null' }, 'HEARTH_SECRET_FILE: the file /dev/null is empty'],
  [{ LOG_LEVEL_FILE: '/dev/null', LOG_LEVEL: 'info' }, 'LOG_LEVEL_FILE: the file /dev/null is empty'],
])('%j is told in one sentence', (given, sentence) => {
  const env = { ...('MONGODB_URI' in given && { HEARTH_SECRET: 'x'.repeat(32) }), ...given };
  expect(() => readConfig(env)).toThrow(new ConfigError(sentence));
});

test('a missing secret is told beside other faults, and none of them repeats what was given', () => {
  const given = { MONGODB_URI: 'mongodb://user:hush@host/x', METRICS_TOKEN: 'hush', PORT: 'hush' };
  expect(() => readConfig(given)).toThrow(
    /^PORT: .*\nMETRICS_TOKEN: .*\nHEARTH_SECRET: needed with MONGODB_URI[^\n]*$/,
  );
  expect(() => readConfig(given)).not.toThrow(/hush/);
});

test('the address of several servers is one', () => {
  const uri = 'mongodb://a:27017,b:27017,c:27017/hearth?replicaSet=rs0';
  expect(readConfig({ MONGODB_URI: uri, HEARTH_SECRET: 'x'.repeat(32) }).mongoUri).toBe(uri);
});
