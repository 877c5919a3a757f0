import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ServerProcess } from '../support/processes.ts';
import { METRICS_TOKEN } from './quarters.ts';

/** What one server tells of itself; null while it is away. */
export interface Told {
  readonly memoryBytes: number;
  /** Processor seconds since it began. */
  readonly cpuSeconds: number;
  /** 99th percentile of the delay of its event loop since the last sample, in seconds. */
  readonly lagSeconds: number;
  readonly sockets: number;
}

export interface Sample {
  /** Milliseconds of `performance.now`. */
  readonly at: number;
  readonly servers: readonly (Told | null)[];
  readonly online: number;
  /** The delay of the simulation's own event loop in seconds: what it measures cannot be finer than that. */
  readonly ownLagSeconds: number;
}

/** Looks at the servers' `/metrics` every so often, as a monitoring system would. */
export class Sampler {
  readonly samples: Sample[] = [];
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #timer: NodeJS.Timeout;

  constructor(servers: readonly ServerProcess[], online: () => number, everyMs: number) {
    this.#delay.enable();
    this.#timer = setInterval(() => void this.#take(servers, online), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }

  async #take(servers: readonly ServerProcess[], online: () => number): Promise<void> {
    const ownLagSeconds = this.#delay.percentile(99) / 1e9;
    this.#delay.reset();
    const at = performance.now();
    const told = await Promise.all(servers.map(({ url }) => ask(url)));
    this.samples.push({ at, servers: told, online: online(), ownLagSeconds });
  }
}

async function ask(url: string): Promise<Told | null> {
  try {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    const response = await fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(2_000) });
    if (!response.ok) return null;
    const text = await response.text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    return {
      memoryBytes: value('process_resident_memory_bytes'),
      cpuSeconds: value('process_cpu_seconds_total'),
      lagSeconds: value('nodejs_eventloop_lag_p99_seconds'),
      sockets: value('hearth_sockets'),
    };
  } catch {
    return null;
  }
}
