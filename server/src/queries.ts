import { queries, type AnyQuery } from '@hearth/shared/contract';
import { commonError, AppError, type Result } from '@hearth/shared/kernel/errors';
import type { Call } from './commands.ts';
import { features } from './features/index.ts';
import { counting } from './request/counting.ts';
import { read, settled } from './request/outcome.ts';

const contracts: ReadonlyMap<string, AnyQuery> = new Map(queries.map((query) => [query.name, query]));

/** Who answers what. */
const answers = new Map(features.flatMap((feature) => Object.entries(feature.queries)));

/**
 * Answers that pages may be kept with, each with a text that is another one whenever the answer to a stranger would be,
 * and that costs less to find. What is not named here is asked anew for every page.
 */
const versions = new Map(features.flatMap((feature) => Object.entries(feature.versions)));

/** The single way to read, for every door. */
export function runQuery(call: Call, name: unknown, input: unknown): Promise<Result<unknown>> {
  const { services, visitor } = call;
  const contract = typeof name === 'string' ? contracts.get(name) : undefined;
  const answer = contract && answers.get(contract.name);
  return settled(call, 'query', contract?.name ?? 'unknown', async () => {
    if (!contract || !answer) throw commonError('no-such-thing');
    const known = read(contract.input, input);
    const context = { services, visitor, actor: visitor.actor };
    return counting(call, contract.counts, known, () => answer(context, known));
  });
}

/** The version of an answer to a stranger, or null where there is none. Refuses what the query would refuse. */
export async function versionOf({ services, visitor }: Call, name: string, input: unknown): Promise<string | null> {
  const contract = contracts.get(name);
  const version = contract && versions.get(contract.name);
  if (!contract || !version || 'byline' in visitor) return null;
  return version({ services, visitor, actor: visitor.actor }, read(contract.input, input));
}
