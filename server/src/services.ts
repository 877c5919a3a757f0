import type { AppError } from '@hearth/shared/kernel/errors';
import type { CommandId } from '@hearth/shared/kernel/ids';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Blobs } from './platform/blobs.ts';
import type { BackgroundTasks } from './platform/background-tasks.ts';
import type { Clock } from './platform/clock.ts';
import type { Lifecycle } from './platform/lifecycle.ts';
import type { Mailer } from './platform/mail.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Reach } from './platform/public-web/connect.ts';
import type { Limiter } from './platform/rate-limit.ts';
import type { AuditLog } from './request/audit-log.ts';
import type { Sessions } from './request/sessions.ts';
import type { Visitor } from './request/visitor.ts';
import type { Streams } from './streams/commit.ts';

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
  /** Where the bytes of files are. */
  readonly blobs: Blobs;
  /** What is to be done later, or by another process when this one dies. */
  readonly jobs: Jobs;
  /** Waited for before the process ends. */
  readonly backgroundTasks: BackgroundTasks;
  readonly limiter: Limiter;
  /** How other sites are reached. */
  readonly publicWeb: Reach;
  readonly sessions: Sessions;
  readonly auditLog: AuditLog;
  readonly wordGuard: WordGuard;
  readonly gates: Gates;
  /** A feature's own part of this server, opened when it is first asked for. */
  use<T>(resource: Resource<T>): T;
  /** Keys proofs, marks and links. Kept beside the store, never in it. */
  readonly secret: string;
  /** True while this store holds the demo network, so that one may sign in as its people. */
  readonly isDemo: boolean;
}

/** Some feature keeps lists of words; whoever publishes some does not know which. */
export interface WordGuard {
  lookAt(services: Services, commandId: CommandId, texts: readonly string[]): Promise<WordsFound>;
}

/** What the lists say of texts. */
export interface WordsFound {
  /** Why they are not published as they are; null where nothing speaks against it. */
  readonly refusal: AppError | null;
  /** Whether moderators want to see them before others do, or afterwards. */
  readonly wish: 'hold' | 'flag' | null;
}

/** What is about to be published, and by whom. */
export interface Publishing {
  readonly services: Services;
  readonly visitor: Visitor;
  readonly commandId: CommandId;
  /** Of the command, and what it was given. */
  readonly name: string;
  readonly input: unknown;
  readonly texts: readonly string[];
  readonly wish: WordsFound['wish'];
}

/** Something that is not published at once. */
export interface Stop {
  readonly error: AppError;
  /**
   * Keeps it for moderators: called once it is certain that nothing else speaks against it, and before `error` is answered. Without
   * it, it is refused like anything else.
   */
  readonly keep?: () => Promise<void>;
}

/** What becomes of something that is about to be published. */
export interface Verdict {
  readonly stop?: Stop;
  /** What follows once the command was carried out, of what it has answered. Repeatable. */
  readonly passed?: (output: unknown) => Promise<void>;
  /** What follows where it was refused, whatever for, and nothing of it is kept. */
  readonly refused?: () => Promise<void>;
}

/** Some feature lets moderators see what is written before others do; whoever publishes does not know which. */
export interface Gates {
  lookAt(publishing: Publishing): Promise<Verdict>;
}

/**
 * Something of a feature that lives as long as a server: a cache, a pool, a queue. So that a feature has no module-level
 * state, and two servers in one process share nothing.
 */
export interface Resource<T> {
  open(services: Services): T;
  /** Resolves when nothing that was begun is left to do. */
  drained?(opened: T): Promise<void>;
  /** Finishes what was begun. */
  close?(opened: T): Promise<void>;
}
