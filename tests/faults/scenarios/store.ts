import { Proxy } from '../../support/proxy.ts';
import { passed, post, somethingNew } from './load.ts';
import type { Proven } from './proven.ts';
import { Stage } from './stage.ts';
import { present } from '../../support/parts.ts';

/** What is done to the store while people post, and undone again. */
interface StoreFault {
  readonly name: string;
  begin(stage: Stage, line: Proxy): Promise<void> | void;
  end(stage: Stage, line: Proxy): Promise<void> | void;
}

export interface StoreProven extends Proven {
  /** Answers during the fault, by HTTP status, and the slowest in milliseconds. */
  readonly statuses: ReadonlySet<number>;
  readonly slowestMs: number;
}

export const storeFaults = {
  killed: {
    name: 'store process killed',
    begin: ({ store }) => store.kill(),
    end: ({ store }) => store.start(),
  },
  frozen: {
    name: 'store process frozen',
    begin: ({ store }) => store.freeze(),
    end: ({ store }) => store.thaw(),
  },
  cut: {
    name: 'connections to the store cut',
    begin: (_, line) => line.cut(),
    end: (_, line) => line.mend(),
  },
  silent: {
    name: 'connections to the store half-open',
    begin: (_, line) => line.fallSilent(),
    end: (_, line) => line.mend(),
  },
  slow: {
    name: 'store 200 ms slower each way',
    begin: (_, line) => line.slow({ delayMs: 200 }),
    end: (_, line) => line.mend(),
  },
  crawling: {
    name: 'store 2 s slower each way',
    begin: (_, line) => line.slow({ delayMs: 2_000 }),
    end: (_, line) => line.mend(),
  },
  forgetful: {
    name: 'connection lost after each tenth insert',
    begin: async ({ store }) => store.fault('closeAfterCommit', { times: 10 }, { failCommands: ['insert'] }),
    end: ({ store }) => store.fault('closeAfterCommit', 'off'),
  },
  torn: {
    name: 'connections reset in the middle of a request',
    begin: async (_, line) => {
      for (const bytes of [150, 700, 1_300, 2_900, 5_100]) {
        line.resetAfter(bytes);
        await passed(150);
      }
    },
    end: (_, line) => line.mend(),
  },
  full: {
    name: 'disk full',
    begin: ({ store }) => store.fault('fullDisk', 'alwaysOn'),
    end: ({ store }) => store.fault('fullDisk', 'off'),
  },
} as const satisfies Record<string, StoreFault>;

interface Options {
  readonly forMs: number;
  readonly seed?: number;
  readonly perSecond?: number;
}

/** F6, F7, F8, F16: one fault after the other between one server and its store, under posts. No restart of the server. */
export async function storeFails(
  names: readonly (keyof typeof storeFaults)[],
  { forMs, seed = 0, perSecond = 20 }: Options,
): Promise<StoreProven> {
  const lines: Proxy[] = [];
  const storeAt = async (uri: string) => {
    const opened = await Proxy.before(uri);
    lines.push(opened);
    return opened.url;
  };
  const stage = await Stage.open({ store: 'broken', storeAt });
  const line = present(lines[0]);
  try {
    const posters = await Promise.all(['ana', 'ben', 'cem'].map((who) => stage.driver(who)));
    await Promise.all(['eva', 'fay'].map((who) => stage.driver(who)));
    const load = post(stage.threadId, posters, perSecond);
    const probe = new Probe(stage);
    for (const name of names) {
      const fault: StoreFault = storeFaults[name];
      await passed(500);
      stage.fault(fault.name);
      await fault.begin(stage, line);
      await probe.run(forMs);
      await fault.end(stage, line);
      await somethingNew(stage.history);
    }
    const sent = load.stop();
    const verdict = await stage.verdict();
    const { statuses, slowestMs } = probe;
    return {
      name: names.map((one) => storeFaults[one].name).join(', '),
      seed,
      sent,
      verdict,
      history: stage.history,
      statuses,
      slowestMs,
    };
  } finally {
    await stage.close();
    await line.close();
  }
}

/** A plain script that posts over HTTP and looks how long it waits for an answer. */
class Probe {
  readonly statuses = new Set<number>();
  slowestMs = 0;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async run(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (performance.now() < end) {
      await Promise.all([this.#ask(), passed(250)]);
    }
  }

  async #ask(): Promise<void> {
    const begun = performance.now();
    const headers = { 'content-type': 'application/json', origin: this.#stage.server.url };
    const input = JSON.stringify({ threadId: this.#stage.threadId });
    const response = await fetch(`${this.#stage.server.url}/api/queries/thread.get?${new URLSearchParams({ input })}`, {
      headers,
    });
    await response.arrayBuffer();
    this.statuses.add(response.status);
    this.slowestMs = Math.max(this.slowestMs, performance.now() - begun);
  }
}
