import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { BackgroundTasks } from './platform/background-tasks.ts';
import type { Clock } from './platform/clock.ts';
import type { Lane } from './platform/lane.ts';
import type { Lifecycle } from './platform/lifecycle.ts';
import type { Mailer } from './platform/mail.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Limiter } from './platform/rate-limit.ts';
import type { Streams } from './streams/commit.ts';
import type { Exports } from './features/privacy/exports.ts';
import type { Gathered } from './features/privacy/export.ts';
import type { Announcer } from './features/rooms/scores.ts';
import type { Renderer } from './features/threads/markdown/renderer.ts';

/** Everything a running server has, handed to whoever needs it. Nothing of it is module-level state. */
export interface Services {
  readonly config: Config;
  /** Where people reach this server, without a slash at the end; certain once it listens. */
  readonly baseUrl: { url: string };
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly streams: Streams;
  readonly mailer: Mailer;
  /** Waited for before the process ends. */
  readonly backgroundTasks: BackgroundTasks;
  readonly limiter: Limiter;
  /** Erasures: each goes through everything, some of it twice. */
  readonly erasureLane: Lane;
  /** Gathers what is kept about somebody, one person after the other. */
  readonly exports: Exports<Gathered>;
  /** Announces the scores of questions, several at a time. */
  readonly scores: Announcer;
  /** Makes HTML of what people post. */
  readonly renderer: Renderer;
  /** Keys proofs, marks and links. Kept beside the store, never in it. */
  readonly secret: string;
  /** True while this store holds the demo network, so that one may sign in as its people. */
  readonly isDemo: boolean;
}
