import { AppError, type Result } from '@hearth/shared/errors';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Origin } from './context.ts';
import type { House } from './house.ts';

/** Input from outside becomes a typed value here, or is refused with every fault named. */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
  throw new AppError('invalid-input', { fields });
}

/** Turns whatever happened into what may be said about it. Bugs are logged here, once, and nowhere else. */
export async function settle<T>(log: Logger, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.wire };
    log.error({ error }, 'a call failed');
    return { ok: false, error: new AppError(isPassing(error) ? 'busy' : 'internal').wire };
  }
}

/** The same for a command or query: counted by its name, and logged under the request it came with. */
export async function settled<T>(
  { house, origin }: { house: Pick<House, 'log' | 'metrics'>; origin: Origin },
  kind: 'command' | 'query',
  name: string,
  work: () => Promise<T>,
): Promise<Result<T>> {
  const begin = performance.now();
  const result = await settle(house.log.child({ requestId: origin.requestId, [kind]: name }), work);
  const outcome = result.ok ? 'ok' : result.error.reason;
  house.metrics.called(kind, name, outcome, (performance.now() - begin) / 1000);
  return result;
}

/** The store or the network was away for a moment: trying again with the same command id is safe and makes sense. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^Mongo(Network|ServerSelection|NetworkTimeout|PoolCleared|WriteConcern|NotConnected|Topology)/.test(
    error.name,
  );
}
