import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { settingNames } from '@hearth/server/config';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const health = z.object({ test: z.array(z.string()).min(2), retries: z.number().optional() }).loose();
const service = z
  .object({
    image: z.string(),
    cap_drop: z.tuple([z.literal('ALL')]),
    security_opt: z.tuple([z.literal('no-new-privileges:true')]),
    restart: z.literal('unless-stopped'),
    networks: z.array(z.string()).min(1),
    environment: z.record(z.string(), z.string()).default({}),
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

describe('docker-compose.yml', () => {
  const compose = shape.parse({ ...parse(read('docker-compose.yml'), { merge: true }) });
  const services = Object.entries(compose.services);

  test('starts two servers, a proxy, MongoDB and Redis', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['mongo', 'proxy', 'redis', 'server-a', 'server-b']);
  });

  test('gives the servers settings that exist, and every secret as a file', () => {
    const given = Object.keys(compose.services['server-a']?.environment ?? {});
    expect(given.map((name) => name.replace(/_FILE$/, '')).filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(given).toContain('HEARTH_SECRET_FILE');
    expect(given).not.toContain('HEARTH_SECRET');
  });

  test('mounts what is there, or a volume it names', () => {
    const mounted = services.flatMap(([, { volumes }]) => volumes.map((line) => line.split(':')[0] ?? ''));
    const missing = mounted.filter((path) =>
      path.startsWith('.') ? !existsSync(join(root, path)) : !(path in compose.volumes),
    );
    expect(missing).toEqual([]);
  });

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

test('.env.example shows every setting and no other', () => {
  const shown = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(shown.sort()).toEqual([...settingNames].sort());
});
