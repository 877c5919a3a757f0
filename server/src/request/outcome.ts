import { AppError, commonError, type Result } from '@hearth/shared/kernel/errors';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Origin } from './context.ts';
import type { Services } from '../services.ts';
import { faultsOf } from './faults.ts';

/** Input from outside becomes a typed value here, or is refused with every fault named. */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw commonError('invalid-input', { fields: faultsOf(parsed.error.issues) });
}

/** How long an answer may take: less than the pages wait, so that they hear `busy` and do not give the line up. */
const ANSWER_MS = 6_000;

/**
 * Turns whatever happened into what may be said about it. Bugs are logged here, once, and nowhere else. What has no
 * answer in `ms` milliseconds goes on by itself, and is told as `busy`: trying again with the same id is safe.
 */
export async function settle<T>(log: Logger, work: () => Promise<T>, ms: number = ANSWER_MS): Promise<Result<T>> {
  try {
    return { ok: true, value: await inTime(work(), ms) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.wire };
    log.error({ error }, 'a call failed');
    return { ok: false, error: commonError(isPassing(error) ? 'busy' : 'internal').wire };
  }
}

/** The same for a command or query: counted by its name, and logged under the request it came with. */
export async function settled<T>(
  { services, origin }: { services: Pick<Services, 'log' | 'metrics'>; origin: Origin },
  kind: 'command' | 'query',
  name: string,
  work: () => Promise<T>,
  ms: number = ANSWER_MS,
): Promise<Result<T>> {
  const begin = performance.now();
  const result = await settle(services.log.child({ requestId: origin.requestId, [kind]: name }), work, ms);
  const outcome = result.ok ? 'ok' : result.error.reason;
  services.metrics.called(kind, name, outcome, (performance.now() - begin) / 1000);
  return result;
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(commonError('busy')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * "Not now": MongoDB shuts down, has no primary at the moment, or no room on its disk; or the line to it broke while it
 * was being written to, which its driver hands on as it is.
 */
const PASSING_CODES: ReadonlySet<unknown> = new Set([
  ...[89, 91, 189, 10107, 11600, 11602, 13435, 13436, 14031],
  ...['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOENT'],
]);

/** The store or the network was away for a moment: trying again with the same command id is safe and makes sense. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // What fails under many writes at once is handed on inside another error.
  if ('errorResponse' in error && error.errorResponse instanceof Error) return isPassing(error.errorResponse);
  if ('code' in error && PASSING_CODES.has(error.code)) return true;
  // While it looks for the store, mongoose throws at once and has no name of its own for it.
  if (error.name === 'MongooseError') return error.message.includes('initial connection');
  // The driver gives some of its errors no first name.
  return /^(Mongo(ose)?)?(Network|ServerSelection|WaitQueueTimeout|PoolCleared|PoolClosed|ClientClosed|ServerClosed|WriteConcern|NotConnected|Topology)/.test(
    error.name,
  );
}
