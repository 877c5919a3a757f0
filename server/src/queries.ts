import { queries, type AnyQuery, type QueryName, type QueryNamed } from '@hearth/shared/contract';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import type { Call } from './commands.ts';
import type { QueryContext } from './request/context.ts';
import { counting } from './request/counting.ts';
import * as accounts from './features/accounts/reads.ts';
import * as boards from './features/boards/reads.ts';
import { exportOwn } from './features/privacy/export.ts';
import * as rooms from './features/rooms/reads.ts';
import * as threads from './features/threads/reads.ts';
import { read, settled } from './request/outcome.ts';

type Reader<Name extends QueryName> = (
  reading: QueryContext,
  input: InputOf<QueryNamed<Name>>,
) => Promise<OutputOf<QueryNamed<Name>>>;

/** Who answers what. A query without an answer does not compile. */
const answers: { readonly [Name in QueryName]: Reader<Name> } = {
  'account.me': accounts.getMe,
  'account.sessions': accounts.listSessions,
  'account.export': exportOwn,
  'person.get': accounts.getPerson,
  'person.find': accounts.findPeople,
  'person.waiting': accounts.listApplications,
  'demo.people': accounts.listDemoPeople,
  'demo.inbox': accounts.readInbox,
  'board.list': boards.list,
  'board.get': threads.getBoard,
  'thread.get': threads.getThread,
  'post.source': threads.getPostSource,
  'thread.latest': threads.listLatest,
  'room.list': rooms.list,
  'room.get': rooms.get,
};

type Stamper<Name extends QueryName> = (reading: QueryContext, input: InputOf<QueryNamed<Name>>) => Promise<string>;

/**
 * Answers that pages may be kept with, each with a text that is another one whenever the answer to a stranger would be,
 * and that costs less to find. What is not named here is asked anew for every page.
 */
const stamps: { readonly [Name in QueryName]?: Stamper<Name> } = {
  // Nobody is signed in, and the rest stands for as long as the process does.
  'account.me': async () => '',
  'thread.get': threads.stampThread,
};

const contracts: ReadonlyMap<string, AnyQuery> = new Map(queries.map((query) => [query.name, query]));

/** The single way to read, for every door. */
export function runQuery(call: Call, name: unknown, input: unknown): Promise<Result<unknown>> {
  const { services, visitor } = call;
  const contract = typeof name === 'string' ? contracts.get(name) : undefined;
  return settled(call, 'query', contract?.name ?? 'unknown', async () => {
    if (!contract) throw commonError('no-such-thing');
    const known = read(contract.input, input);
    const reading = { services, visitor, actor: visitor.actor };
    return counting(call, contract.counts, known, () => answerOf(contract.name)(reading, known));
  });
}

/** The stamp of an answer to a stranger, or null where there is none. Refuses what the query would refuse. */
export async function stampOf({ services, visitor }: Call, name: string, input: unknown): Promise<string | null> {
  const contract = contracts.get(name);
  const stamp = contract && (stamps[contract.name] as Stamper<QueryName> | undefined);
  if (!contract || !stamp || 'byline' in visitor) return null;
  return stamp({ services, visitor, actor: visitor.actor }, read(contract.input, input) as never);
}

/** The table's own type guarantees that each reader is given what its contract's schema has read. */
function answerOf(name: QueryName): (reading: QueryContext, input: unknown) => Promise<unknown> {
  return answers[name] as (reading: QueryContext, input: unknown) => Promise<unknown>;
}
