import { expect, test } from '@jest/globals';
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serveInChild } from './support/child-store.ts';
import { useFolder } from './support/use-folder.ts';

const folder = useFolder();

/** The sockets of a process that wait for connections from the network, by Linux's own account. */
async function listening(pid: number | undefined): Promise<string[]> {
  const own = new Set<string>();
  for (const fd of await readdir(`/proc/${pid}/fd`)) {
    const [, inode] = /socket:\[(\d+)\]/.exec(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')) ?? [];
    if (inode) own.add(inode);
  }
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).map((line) => line.trim().split(/\s+/));
  // 0A is LISTEN; the tenth column is the inode.
  return rows.filter((row) => row[3] === '0A' && own.has(row[9] ?? '')).map((row) => row[1] ?? '');
}

const rights = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

test('only the owner reaches the store: by its socket, in its folder, on the disk; nothing listens on the network', async () => {
  const path = folder('private');
  const store = await serveInChild(path);
  const socket = decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(store.uri)?.[1] ?? '');
  expect([await rights(socket), await rights(dirname(socket)), await rights(path)]).toEqual(['600', '700', '700']);
  for (const name of await readdir(path)) expect([name, await rights(join(path, name))]).toEqual([name, '600']);
  expect(await listening(store.pid)).toEqual([]);
  await store.stop();
}, 60_000);
