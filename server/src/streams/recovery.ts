import type { Logger } from 'pino';
import { definitionOf } from '../kinds.ts';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { PubSub } from './pub-sub.ts';
import type { Outbox } from './outbox.ts';
import { projectMissing } from './commit.ts';
import { idOf, type EventRecord } from './definition.ts';
import { readPending } from './store.ts';

/** Younger events are still being dealt with by the process that committed them. */
const PATIENCE_MS = 3_000;
const EVERY_MS = 5_000;
const AT_ONCE = 200;

interface Parts {
  readonly pubSub: PubSub;
  readonly outbox: Outbox;
  /** Scores whose announcement a crash swallowed. */
  readonly scores: { recount(): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'recovered'>;
}

/** What one run came upon. */
interface Recovered {
  /** Events that somebody left undone. */
  readonly events: number;
  /** Streams that could not be finished and are tried again the next time. */
  readonly failed: ReadonlySet<string>;
}

/** Picks up what a process that died left undone: applies it, then runs the consumers that are still named. */
export async function recoverOnce(
  { pubSub, outbox, clock, log }: Omit<Parts, 'scores' | 'metrics'>,
  patience = PATIENCE_MS,
  except: ReadonlySet<string> = new Set(),
): Promise<Recovered> {
  const failed = new Set<string>();
  const pending = await readPending(new Date(clock.now().getTime() - patience), AT_ONCE, except);
  const byStream = Map.groupBy(pending, (event) => event.stream);
  for (const [stream, events] of byStream) {
    try {
      if (!(await finish(stream, events, pubSub, outbox))) failed.add(stream);
    } catch (error) {
      failed.add(stream);
      log.error({ error, stream }, 'the sweep could not finish a stream and tries again');
    }
  }
  return { events: pending.length, failed };
}

/** Until nothing old enough is left but what cannot be finished. */
async function recoverAll(parts: Omit<Parts, 'scores' | 'metrics'>, patience?: number): Promise<Recovered> {
  let events = 0;
  const failed = new Set<string>();
  for (;;) {
    const recovered = await recoverOnce(parts, patience, failed);
    events += recovered.events;
    for (const stream of recovered.failed) failed.add(stream);
    if (recovered.events < AT_ONCE) return { events, failed };
  }
}

async function finish(
  stream: string,
  events: readonly EventRecord[],
  pubSub: PubSub,
  outbox: Outbox,
): Promise<boolean> {
  const definition = definitionOf(stream);
  const aggregate = await definition.findAggregate(idOf(stream));
  await projectMissing(pubSub, definition, idOf(stream), aggregate?.seq ?? 0);
  failPoint('recovered');
  return outbox.finish(events);
}

/** Sweeps at start and then every few seconds until it is stopped. */
export function startRecovery(parts: Parts): { stop: () => Promise<void> } {
  let running = Promise.resolve();
  const run = (patience?: number) => {
    running = running
      .then(async () => {
        const { events, failed } = await recoverAll(parts, patience);
        await parts.scores.recount();
        parts.metrics.recovered(failed.size === 0 ? 'ok' : 'failed', events);
      })
      .catch((error: unknown) => {
        parts.metrics.recovered('failed', 0);
        parts.log.error({ error }, 'the sweep failed and tries again');
      });
  };
  run(0);
  const timer = setInterval(() => run(), EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
