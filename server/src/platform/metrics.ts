import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** In seconds: from a cached read to what a person gives up on. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * What a process tells about itself, in Prometheus's words. Labels come from our own registries, never from what somebody
 * sends, so their number is bounded; none tells of a person.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #calls: Histogram<'kind' | 'name' | 'outcome'>;
  readonly #requests: Counter<'method' | 'status'>;
  readonly #recoveryRuns: Counter<'outcome'>;
  readonly #recovered: Counter;
  readonly #jobs: Counter<'kind' | 'outcome'>;

  constructor() {
    const registers = [this.#registry];
    this.#calls = new Histogram({
      name: 'hearth_call_seconds',
      help: 'Commands and queries by name and outcome: ok, or the reason of the refusal.',
      labelNames: ['kind', 'name', 'outcome'],
      buckets: BUCKETS,
      registers,
    });
    this.#requests = new Counter({
      name: 'hearth_http_requests_total',
      help: 'HTTP requests by method and status.',
      labelNames: ['method', 'status'],
      registers,
    });
    this.#recoveryRuns = new Counter({
      name: 'hearth_recovery_runs_total',
      help: 'Looks for what a process that died left undone; failed: something could not be finished and is tried again.',
      labelNames: ['outcome'],
      registers,
    });
    this.#recovered = new Counter({
      name: 'hearth_recovered_events_total',
      help: 'Events that were found undone.',
      registers,
    });
    this.#jobs = new Counter({
      name: 'hearth_jobs_total',
      help: 'Jobs by kind and outcome of a try: done, failed (tried again) or dead (put aside).',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    for (const outcome of ['ok', 'failed']) this.#recoveryRuns.inc({ outcome }, 0);
  }

  /** A command or query has its answer. `name` must be one of the contract's. */
  called(kind: 'command' | 'query', name: string, outcome: string, seconds: number): void {
    this.#calls.observe({ kind, name, outcome }, seconds);
  }

  requested(method: string, status: number): void {
    this.#requests.inc({ method, status });
  }

  recovered(outcome: 'ok' | 'failed', events: number): void {
    this.#recoveryRuns.inc({ outcome });
    this.#recovered.inc(events);
  }

  /** A job was tried. `kind` must be one of the features'. */
  jobEnded(kind: string, outcome: 'done' | 'failed' | 'dead'): void {
    this.#jobs.inc({ kind, outcome });
  }

  /** A value that is looked up whenever somebody asks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        // What cannot be told is left out rather than told wrong.
        gauge.reset();
        await Promise.resolve()
          .then(read)
          .then(
            (value) => gauge.set(value),
            () => gauge.set(Number.NaN),
          );
      },
    });
  }

  /** Memory, processor, event loop delay and garbage collection. Once per process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
