import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { auditLog, features, gates, personalData, sessions, wordGuard } from './features/index.ts';
import { JobRunner } from './jobs/runner.ts';
import { countJobs, findOldestDue } from './jobs/store.ts';
import { Resources } from './resources.ts';
import type { Services } from './services.ts';
import { BackgroundTasks } from './platform/background-tasks.ts';
import { closeInTurn } from './platform/close-in-turn.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { createBlobs } from './platform/create-blobs.ts';
import { createMailer } from './platform/mail.ts';
import { Metrics } from './platform/metrics.ts';
import { theInternet, type Reach } from './platform/public-web/connect.ts';
import { Limiter } from './platform/rate-limit.ts';
import { connectRedis } from './platform/redis.ts';
import type { PubSub } from './streams/pub-sub.ts';
import { LocalPubSub } from './streams/pub-sub-local.ts';
import { RedisPubSub } from './streams/pub-sub-redis.ts';
import { Outbox } from './streams/outbox.ts';
import type { Handle } from './streams/reaction-worker.ts';
import { countForeign, countPending, findOldestPending } from './streams/store.ts';
import { registerRedaction } from './streams/redaction.ts';
import { AggregateCache } from './streams/aggregate-cache.ts';
import { startRecovery } from './streams/recovery.ts';
import { StreamRegistry } from './streams/registry.ts';
import { CommandQueue } from './streams/command-queue.ts';

/** Commands that may wait for one stream in this process; about two seconds' worth. */
const MOST_WAITING = 500;

export interface OpenServices {
  readonly services: Services;
  /** Resolves when everything that follows from commands has happened in this process, but for tasks that take longer than `mostMs`. */
  drained(mostMs: number): Promise<void>;
  /** Takes no more jobs, and gives back those that take longer. */
  stopJobs(mostMs: number): Promise<void>;
  /** Finishes what was begun and lets go of everything but the store. */
  close(): Promise<void>;
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly secret: string;
  readonly isDemo: boolean;
  readonly clock?: Clock;
  readonly publicWeb?: Reach;
}

/** Builds the services of one server on a store that is open already. */
export function buildServices(parts: Parts): OpenServices {
  const { config, log, secret, isDemo, clock = systemClock, publicWeb = theInternet } = parts;
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : null;
  const pubSub = createPubSub(config, log);
  const outbox = new Outbox(log);
  const aggregates = new AggregateCache();
  pubSub.subscribe((message) => message.kind === 'event' && aggregates.notice(message.stream, message.seq));
  const registry = createRegistry();
  const commandQueue = new CommandQueue(MOST_WAITING);
  const streams = { pubSub, commandQueue, aggregates, outbox, registry, clock, secret };
  const metrics = createMetrics(pubSub, registry, clock);
  const resources = new Resources();
  const jobs = new JobRunner(
    features.flatMap((feature) => feature.jobs),
    { clock, log, metrics, run: (job, input, run) => job.run(services, input, run) },
  );
  const services: Services = {
    config,
    baseUrl: { url: config.publicUrl ?? `http://localhost:${config.port}` },
    log,
    lifecycle: { isClosing: false },
    metrics,
    clock,
    streams,
    mailer: createMailer(config),
    blobs: createBlobs(config),
    jobs,
    backgroundTasks: new BackgroundTasks(),
    limiter: new Limiter(redis, secret, config.rateFactor),
    publicWeb,
    ...{ sessions, auditLog, wordGuard, gates },
    use: (resource) => resources.use(services, resource),
    secret,
    isDemo,
  };
  registerReactions(services);
  const more = () => recoverFeatures(services);
  const recovery = startRecovery({ pubSub, outbox, registry, clock, log, metrics, more });
  const close = () =>
    closeInTurn([
      () => jobs.stop(0),
      () => recovery.stop(),
      () => finish(outbox, resources),
      () => outbox.close(),
      () => pubSub.close(),
      () => services.blobs.close(),
      () => redis?.disconnect(),
    ]);
  const drained = async (mostMs: number) => {
    await services.backgroundTasks.settled(mostMs);
    // Jobs commit events, and reactions to events schedule jobs.
    for (let turn = 0; turn < 2; turn++) {
      await jobs.settled(mostMs);
      await resources.drained();
      await outbox.drained();
    }
    await jobs.settled(mostMs);
  };
  return { services, drained, stopJobs: (mostMs) => jobs.stop(mostMs), close };
}

/** Reactions hand over to what features have opened, what those commit is reacted to; and only then they are closed. */
async function finish(outbox: Outbox, resources: Resources): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await outbox.drained();
    await resources.drained();
  }
  await resources.close();
}

/** One that fails keeps no other from recovering. */
async function recoverFeatures(services: Services): Promise<void> {
  for (const { recover } of features) {
    await recover?.(services).catch((error: unknown) => {
      services.log.error({ error }, 'a feature could not recover; it is tried again');
    });
  }
}

function registerReactions(services: Services): void {
  const { outbox, registry } = services.streams;
  registerRedaction(outbox, registry);
  const reactions = features.flatMap((feature) => feature.reactions);
  for (const [name, its] of Map.groupBy(reactions, (reaction) => reaction.name)) {
    const handleAll: Handle = async (events) => {
      for (const { to, handle } of its) {
        const own = events.filter(({ stream }) => stream.startsWith(`${to}:`));
        if (own.length > 0) await handle(services, own);
      }
    };
    outbox.register(name, handleAll, its.find(({ gatherMs }) => gatherMs)?.gatherMs);
  }
}

function createRegistry(): StreamRegistry {
  return new StreamRegistry(
    features.flatMap((feature) => feature.streams.map(({ definition }) => definition)),
    features.flatMap((feature) => feature.reactions),
    personalData.flatMap(({ streams }) => streams.map(({ prefix }) => prefix)),
  );
}

function createMetrics(pubSub: PubSub, registry: StreamRegistry, clock: Clock): Metrics {
  const metrics = new Metrics();
  metrics.gauge('hearth_pub_sub_up', '1 while messages reach other processes.', () => Number(pubSub.isUp));
  metrics.gauge('hearth_pending_events', 'Committed events that something is still to be done with.', countPending);
  metrics.gauge('hearth_stream_lag_seconds', 'Age of the oldest of them.', async () => {
    const oldest = await findOldestPending(registry.known, registry.prefixes);
    return oldest ? (Date.now() - oldest.getTime()) / 1000 : 0;
  });
  metrics.gauge('hearth_foreign_events', 'Committed events that wait for a reaction nobody here knows.', () =>
    countForeign(registry.known, registry.prefixes),
  );
  metrics.gauge('hearth_jobs_waiting', 'Jobs that are due now or later.', () => countJobs('waiting'));
  metrics.gauge('hearth_jobs_running', 'Jobs that some server is at.', () => countJobs('running'));
  metrics.gauge('hearth_jobs_dead', 'Jobs that could not be done, for somebody to look at.', () => countJobs('dead'));
  metrics.gauge('hearth_jobs_late_seconds', 'How long the job that has waited longest is due.', async () => {
    const oldest = await findOldestDue(clock.now());
    return oldest ? (clock.now().getTime() - oldest.getTime()) / 1000 : 0;
  });
  return metrics;
}

function createPubSub({ redisUrl }: Config, log: Logger): PubSub {
  if (!redisUrl) return new LocalPubSub();
  const publisher = connectRedis(redisUrl, log);
  const subscriber = connectRedis(redisUrl, log);
  return new RedisPubSub({ publisher, subscriber, origin: randomUUID(), log });
}
