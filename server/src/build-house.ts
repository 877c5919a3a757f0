import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { registerBoardConsumer } from './features/boards/consumer.ts';
import { Exports } from './features/privacy/exports.ts';
import { Announcer } from './features/rooms/scores.ts';
import { Renderer } from './features/threads/markdown/renderer.ts';
import type { House } from './house.ts';
import { kindOf } from './kinds.ts';
import { Afterwards } from './platform/afterwards.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { Lane } from './platform/lane.ts';
import { createMailer } from './platform/mail.ts';
import { Metrics } from './platform/metrics.ts';
import { Limiter } from './platform/rate-limit.ts';
import { connectRedis } from './platform/redis.ts';
import type { Bell } from './streams/bell.ts';
import { LocalBell } from './streams/bell-local.ts';
import { RedisBell } from './streams/bell-redis.ts';
import { Chores } from './streams/chores.ts';
import { countUnfinished, findOldestUnfinished } from './streams/store.ts';
import { registerRedaction } from './streams/redaction.ts';
import { Roots } from './streams/roots.ts';
import { startSweep } from './streams/sweep.ts';
import { Turns } from './streams/turns.ts';

/** Commands that may wait for one stream in this process; about two seconds' worth. */
const MOST_WAITING = 500;

export interface OpenHouse {
  readonly house: House;
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
export function buildHouse({ config, log, secret, isDemo, clock = systemClock }: Parts): OpenHouse {
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : null;
  const bell = createBell(config, log);
  const chores = new Chores(log);
  const roots = new Roots();
  bell.listen((ring) => ring.kind === 'event' && roots.notice(ring.stream, ring.seq));
  const streams = { bell, turns: new Turns(MOST_WAITING), roots, chores, clock, secret };
  const scores = new Announcer(streams, log);
  registerBoardConsumer(streams);
  registerRedaction(chores, kindOf);
  const metrics = createMetrics(bell);
  const house: House = {
    config,
    place: { url: config.publicUrl ?? `http://localhost:${config.port}` },
    log,
    life: { isClosing: false },
    metrics,
    clock,
    streams,
    mailer: createMailer(config, log),
    afterwards: new Afterwards(),
    limiter: new Limiter(redis, secret, config.rateFactor),
    erasureLane: new Lane(),
    exports: new Exports(),
    scores,
    renderer: new Renderer(log),
    secret,
    isDemo,
  };
  const sweep = startSweep({ bell, chores, clock, log, scores, metrics });
  const close = async () => {
    await house.renderer.close();
    await sweep.stop();
    await house.exports.close();
    await scores.close();
    await chores.close();
    await bell.close();
    redis?.disconnect();
  };
  return { house, close };
}

function createMetrics(bell: Bell): Metrics {
  const metrics = new Metrics();
  metrics.gauge('hearth_bell_up', '1 while rings reach other processes.', () => Number(bell.isUp));
  metrics.gauge(
    'hearth_unfinished_events',
    'Committed events that something is still to be done with.',
    countUnfinished,
  );
  metrics.gauge('hearth_stream_lag_seconds', 'Age of the oldest of them.', async () => {
    const oldest = await findOldestUnfinished();
    return oldest ? (Date.now() - oldest.getTime()) / 1000 : 0;
  });
  return metrics;
}

function createBell({ redisUrl }: Config, log: Logger): Bell {
  if (!redisUrl) return new LocalBell();
  const publisher = connectRedis(redisUrl, log);
  const subscriber = connectRedis(redisUrl, log);
  return new RedisBell({ publisher, subscriber, origin: randomUUID(), log });
}
