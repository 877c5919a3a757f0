import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { serveInChild } from './support/child-store.ts';
import { useFolder } from './support/use-folder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = useFolder();

/** One or two of each kind: a server in the test, servers of their own, the product with its demo, probes, what stays. */
const SUITES = [
  'tests/queries',
  'tests/http/long-pages',
  'tests/security/cookies',
  'tests/store/probes/insert',
  'tests/commands/lease',
  'tests/commands/votes',
  'tests/commands/tally',
];

async function jest(MONGODB_URI: string): Promise<{ code: number | null; printed: string }> {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const words = [
    'node_modules/jest/bin/jest.js',
    ...SUITES,
    '--selectProjects',
    'app',
    'store',
    '--forceExit',
    '--runInBand',
  ];
  const env = { ...process.env, NODE_OPTIONS: '', MONGODB_URI };
  const child = spawn(process.execPath, [...flags, ...words], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, printed };
}

test('with MONGODB_URI the tests run there, name what stays, and leave no database behind', async () => {
  const store = await serveInChild(folder('store'));
  const client = await new mongoose.mongo.MongoClient(store.uri).connect();
  const databases = async () => (await client.db().admin().listDatabases()).databases.map(({ name }) => name);
  await client.db('named').collection('rows').insertOne({ a: 1 });
  const seen = new Set<string>();
  const watching = setInterval(() => void databases().then((names) => names.forEach((name) => seen.add(name))), 100);
  const { code, printed } = await jest(store.uri.replace('/?', '/named?'));
  clearInterval(watching);
  expect({ code, printed: code === 0 ? '' : printed }).toEqual({ code: 0, printed: '' });
  expect(printed).toContain('Stays on the embedded store: its store is killed');
  expect(printed).toContain('Stays on the embedded store: the demo network');
  expect(await databases()).toEqual(['named']);
  expect(await client.db('named').collections()).toHaveLength(1);
  expect([...seen].filter((name) => name.startsWith('test_')).length).toBeGreaterThan(3);
  expect([...seen].filter((name) => !/^(?:test_\w+|named)$/.test(name))).toEqual([]);
  await client.close();
  await store.stop();
}, 240_000);
