import { queries, type AnyQuery } from '@hearth/shared/contract';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import type { Call } from './commands.ts';
import { features } from './features/index.ts';
import { counting } from './request/counting.ts';
import { read, settled } from './request/outcome.ts';
import type { Question, StandIn } from './request/stand-in.ts';

const contracts: ReadonlyMap<string, AnyQuery> = new Map(queries.map((query) => [query.name, query]));

/** Who answers what. */
const answers = new Map(features.flatMap((feature) => Object.entries(feature.queries)));

/** Of answers that pages may be kept with. What is not named here is asked anew for every page. */
const versions = new Map(features.flatMap((feature) => Object.entries(feature.versions)));

/** What a stand-in is answered, where that is not what the reader would be. */
const standInAnswers = new Map(features.flatMap((feature) => Object.entries(feature.standInAnswers)));

/** The single way to read, for every transport; with a stand-in for a page that several readers are shown. */
export function runQuery(
  call: Call,
  name: unknown,
  input: unknown,
  standIn: StandIn | null = null,
): Promise<Result<unknown>> {
  const { services, visitor, onceAPage } = call;
  const contract = typeof name === 'string' ? contracts.get(name) : undefined;
  const answer = contract && answers.get(contract.name);
  return settled(call, 'query', contract?.name ?? 'unknown', async () => {
    if (!contract || !answer) throw commonError('no-such-thing');
    const known = read(contract.input, input);
    const context = { services, visitor, actor: visitor.actor, ...(onceAPage && { onceAPage }) };
    const standInAnswer = standIn && standInAnswers.get(contract.name);
    return counting(call, contract.counts, known, () =>
      standInAnswer ? standInAnswer(context, standIn) : answer(context, known),
    );
  });
}

/** The version of an answer, or null where there is none. Refuses what the query would refuse. */
export async function versionOf({ services, visitor }: Call, { name, input }: Question): Promise<string | null> {
  const contract = contracts.get(name);
  const version = contract && versions.get(contract.name);
  if (!contract || !version) return null;
  return version({ services, visitor, actor: visitor.actor }, read(contract.input, input));
}
