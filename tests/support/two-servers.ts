import { openApp, type TestApp } from './app.ts';
import { SECRET, ServerProcess, startStore } from './processes.ts';

export interface TwoServers {
  /** In this process, for looking into the store. */
  readonly app: TestApp;
  readonly servers: readonly [ServerProcess, ServerProcess];
  close(): Promise<void>;
}

/** What their metrics are asked with. */
export const METRICS_TOKEN = 'known to the tests only';

/** Two servers on one store without Redis: nobody tells the second one what the first one did. */
export async function twoServers(): Promise<TwoServers> {
  const store = await startStore();
  const shared = { MONGODB_URI: store.uri, HEARTH_SECRET: SECRET, METRICS_TOKEN };
  const app = await openApp(shared);
  const servers = [await ServerProcess.start(shared), await ServerProcess.start(shared)] as const;
  return {
    app,
    servers,
    close: async () => {
      for (const server of servers) await server.stop();
      await app.close();
      await store.close();
    },
  };
}
