import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '@hearth/shared/kernel/errors';
import type { SentTo, OutputOf } from '@hearth/shared/kernel/command';
import type { QueryName, QueryNamed } from '@hearth/shared/contract';
import { closers } from './checks.ts';
import { staysEmbedded } from './database.ts';
import { ServerProcess } from './processes.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILLED = join(ROOT, '.cache/demo');
/** For so long a filled network is as good as a new one: what is live in it still is, and what is to come has not begun. */
const LASTS_MS = 90 * 60_000;
/** On a busy machine it takes a while. */
const MOST_TO_FILL_MS = 10 * 60_000;

/** The built product with the demo network, as `npm start` runs it; closed once the tests of a file are over. */
export interface Demo {
  readonly url: string;
  readonly server: ServerProcess;
  /** What a stranger reads. */
  see<N extends QueryName>(name: N, input: SentTo<QueryNamed<N>>): Promise<OutputOf<QueryNamed<N>>>;
  close(): Promise<void>;
}

export async function openDemo(env: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), `hearth-demo-${randomUUID().slice(0, 4)}-`));
  if (!('MONGODB_URI' in env)) {
    staysEmbedded('the demo network shows everybody’s mail, and so only on one machine');
    await cp(await filledDemo(), folder, { recursive: true });
  }
  const server = await ServerProcess.start({ HEARTH_DEMO: 'on', HEARTH_DATA: folder, ...env });
  const close = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  closers.add(close);
  return {
    url: server.url,
    server,
    close,
    see: async (name, input) => {
      const query = new URLSearchParams({ input: JSON.stringify(input) });
      const response = await fetch(`${server.url}/api/queries/${name}?${query}`);
      // What the contract says of a query by this name.
      const result = (await response.json()) as Result<never>;
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
  };
}

/**
 * A folder with the demo network as it was filled lately: filling it for each test file was most of what they took. The
 * `browser` project does it once before all files, where no test's own time runs.
 */
export async function filledDemo(): Promise<string> {
  const version = versionOfDemo();
  await mkdir(FILLED, { recursive: true });
  const filled = (await readdir(FILLED)).find((name) => {
    const [of, at] = name.split('-');
    return of === version && Date.now() - Number(at) < LASTS_MS;
  });
  if (filled) return join(FILLED, filled);
  const own = await mkdtemp(join(FILLED, 'filling '));
  const server = await ServerProcess.start({ HEARTH_DEMO: 'on', HEARTH_DATA: own }, { most: MOST_TO_FILL_MS });
  await server.stop();
  const folder = join(FILLED, `${version}-${Date.now()}`);
  await rename(own, folder);
  return folder;
}

/** Another one for each version of what fills it. */
function versionOfDemo(): string {
  const hash = createHash('sha256');
  for (const part of ['server/src', 'shared/src'])
    for (const name of readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' }).toSorted())
      hash.update(`${name} ${statSync(join(ROOT, part, name)).mtimeMs}\n`);
  return hash.digest('hex').slice(0, 12);
}
