import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '@hearth/shared/kernel/errors';
import type { SentTo, OutputOf } from '@hearth/shared/kernel/command';
import type { QueryName, QueryNamed } from '@hearth/shared/contract';
import { staysEmbedded } from './database.ts';
import { ServerProcess } from './processes.ts';

/** The built product with the demo network, as `npm start` runs it. */
export interface Demo {
  readonly url: string;
  readonly server: ServerProcess;
  /** What a stranger reads. */
  see<N extends QueryName>(name: N, input: SentTo<QueryNamed<N>>): Promise<OutputOf<QueryNamed<N>>>;
  close(): Promise<void>;
}

export async function openDemo(env: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), `hearth-demo-${randomUUID().slice(0, 4)}-`));
  if (!('MONGODB_URI' in env)) staysEmbedded('the demo network shows everybody’s mail, and so only on one machine');
  const server = await ServerProcess.start({ HEARTH_DEMO: 'on', HEARTH_DATA: folder, ...env });
  return {
    url: server.url,
    server,
    see: async (name, input) => {
      const query = new URLSearchParams({ input: JSON.stringify(input) });
      const response = await fetch(`${server.url}/api/queries/${name}?${query}`);
      // What the contract says of a query by this name.
      const result = (await response.json()) as Result<never>;
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
