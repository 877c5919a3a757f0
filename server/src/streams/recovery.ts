import { setTimeout as passed } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Metrics } from '../platform/metrics.ts';
import { projectMissing } from './commit.ts';
import { idOf, type EventRecord } from './definition.ts';
import type { Outbox } from './outbox.ts';
import type { PubSub } from './pub-sub.ts';
import type { StreamRegistry } from './registry.ts';
import { readPending } from './store.ts';

/** Younger events are still being dealt with by the process that committed them. */
const PATIENCE_MS = 3_000;
const EVERY_MS = 5_000;
const AT_ONCE = 200;
/** A reaction that takes longer goes on by itself, while the next run looks after the others. */
const WAIT_MS = 10_000;

interface Parts {
  readonly pubSub: PubSub;
  readonly outbox: Outbox;
  readonly registry: StreamRegistry;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'recovered'>;
  /** What features find undone beside events. */
  readonly more: () => Promise<void>;
}

/** What one run came upon. */
interface Recovered {
  /** Events that somebody left undone. */
  readonly events: number;
  /** Streams that could not be finished and are tried again the next time. */
  readonly failed: ReadonlySet<string>;
}

/** Picks up what a process that died left undone: writes the documents, then runs the reactions that are still named. */
export async function recoverOnce(
  { pubSub, outbox, registry, clock, log }: Omit<Parts, 'more' | 'metrics'>,
  patience = PATIENCE_MS,
  except: ReadonlySet<string> = new Set(),
): Promise<Recovered> {
  const failed = new Set<string>();
  const before = new Date(clock.now().getTime() - patience);
  const pending = await readPending({
    before,
    most: AT_ONCE,
    names: registry.known,
    prefixes: registry.prefixes,
    // What a slow reaction has in hand here must not keep what a dead process left from being found.
    except: [...except, ...outbox.streamsInHand],
  });
  const work = [...Map.groupBy(pending, (event) => event.stream)].map(async ([stream, events]) => {
    try {
      if (!(await finish(stream, events, { pubSub, outbox, registry }))) failed.add(stream);
    } catch (error) {
      failed.add(stream);
      log.error({ error, stream }, 'recovery could not finish a stream and tries again');
    }
  });
  await Promise.race([Promise.all(work), passed(WAIT_MS, null, { ref: false })]);
  return { events: pending.length, failed };
}

/** Until nothing old enough is left but what cannot be finished. */
async function recoverAll(parts: Omit<Parts, 'more' | 'metrics'>, patience?: number): Promise<Recovered> {
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
  { pubSub, outbox, registry }: Pick<Parts, 'pubSub' | 'outbox' | 'registry'>,
): Promise<boolean> {
  const definition = registry.definitionOf(stream);
  const aggregate = await definition.findAggregate(idOf(stream));
  await projectMissing(pubSub, definition, idOf(stream), aggregate?.seq ?? 0);
  failPoint('recovered');
  return outbox.finish(events);
}

/** Recovers at start and then every few seconds until it is stopped. */
export function startRecovery(parts: Parts): { stop: () => Promise<void> } {
  let running = Promise.resolve();
  const run = (patience?: number) => {
    running = running
      .then(async () => {
        await parts.registry.exchange(new Date());
        const { events, failed } = await recoverAll(parts, patience);
        await parts.more();
        parts.metrics.recovered(failed.size === 0 ? 'ok' : 'failed', events);
      })
      .catch((error: unknown) => {
        parts.metrics.recovered('failed', 0);
        parts.log.error({ error }, 'recovery failed and tries again');
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
