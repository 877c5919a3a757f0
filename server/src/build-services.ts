import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { registerBoardConsumer } from './features/boards/consumer.ts';
import { Exports } from './features/privacy/exports.ts';
import { Announcer } from './features/rooms/scores.ts';
import { Renderer } from './features/threads/markdown/renderer.ts';
import type { Services } from './services.ts';
import { definitionOf } from './kinds.ts';
import { BackgroundTasks } from './platform/background-tasks.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { Lane } from './platform/lane.ts';
import { createMailer } from './platform/mail.ts';
import { Metrics } from './platform/metrics.ts';
import { Limiter } from './platform/rate-limit.ts';
import { connectRedis } from './platform/redis.ts';
import type { PubSub } from './streams/pub-sub.ts';
import { LocalPubSub } from './streams/pub-sub-local.ts';
import { RedisPubSub } from './streams/pub-sub-redis.ts';
import { Outbox } from './streams/outbox.ts';
import { countPending, findOldestPending } from './streams/store.ts';
import { registerRedaction } from './streams/redaction.ts';
import { AggregateCache } from './streams/aggregate-cache.ts';
import { startRecovery } from './streams/recovery.ts';
import { CommandQueue } from './streams/command-queue.ts';

/** Commands that may wait for one stream in this process; about two seconds' worth. */
const MOST_WAITING = 500;

export interface OpenServices {
  readonly services: Services;
  /** Finishes what was begun and lets go of everything but the store. */
  close(): Promise<void>;
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly secret: string;
  readonly isDemo: boolean;
  readonly clock?: Clock;
}

/** Builds a house on a store that is open already. */
export function buildServices({ config, log, secret, isDemo, clock = systemClock }: Parts): OpenServices {
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : null;
  const pubSub = createPubSub(config, log);
  const outbox = new Outbox(log);
  const aggregates = new AggregateCache();
  pubSub.subscribe((message) => message.kind === 'event' && aggregates.notice(message.stream, message.seq));
  const streams = { pubSub, commandQueue: new CommandQueue(MOST_WAITING), aggregates, outbox, clock, secret };
  const scores = new Announcer(streams, log);
  registerBoardConsumer(streams);
  registerRedaction(outbox, definitionOf);
  const metrics = createMetrics(pubSub);
  const services: Services = {
    config,
    baseUrl: { url: config.publicUrl ?? `http://localhost:${config.port}` },
    log,
    lifecycle: { isClosing: false },
    metrics,
    clock,
    streams,
    mailer: createMailer(config, log),
    backgroundTasks: new BackgroundTasks(),
    limiter: new Limiter(redis, secret, config.rateFactor),
    erasureLane: new Lane(),
    exports: new Exports(),
    scores,
    renderer: new Renderer(log),
    secret,
    isDemo,
  };
  const recovery = startRecovery({ pubSub, outbox, clock, log, scores, metrics });
  const close = async () => {
    await services.renderer.close();
    await recovery.stop();
    await services.exports.close();
    await scores.close();
    await outbox.close();
    await pubSub.close();
    redis?.disconnect();
  };
  return { services, close };
}

function createMetrics(pubSub: PubSub): Metrics {
  const metrics = new Metrics();
  metrics.gauge('hearth_pub_sub_up', '1 while rings reach other processes.', () => Number(pubSub.isUp));
  metrics.gauge('hearth_pending_events', 'Committed events that something is still to be done with.', countPending);
  metrics.gauge('hearth_stream_lag_seconds', 'Age of the oldest of them.', async () => {
    const oldest = await findOldestPending();
    return oldest ? (Date.now() - oldest.getTime()) / 1000 : 0;
  });
  return metrics;
}

function createPubSub({ redisUrl }: Config, log: Logger): PubSub {
  if (!redisUrl) return new LocalPubSub();
  const publisher = connectRedis(redisUrl, log);
  const subscriber = connectRedis(redisUrl, log);
  return new RedisPubSub({ publisher, subscriber, origin: randomUUID(), log });
}
