import type { Byline } from '@hearth/shared/accounts/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import type { CommandId, PersonId } from '@hearth/shared/kernel/ids';
import type { Actor } from '@hearth/shared/kernel/access';
import type { Budget } from '@hearth/shared/kernel/budgets';
import type { Services } from '../services.ts';
import type { OnceAPage } from './once-a-page.ts';
import type { AuditedAct } from './audit-log.ts';
import type { Visitor } from './visitor.ts';
import { commit, type Cause, type CommitOptions, type Decide } from '../streams/commit.ts';
import type { EventRecord, StreamDefinition, Aggregate } from '../streams/definition.ts';

/** Where a call came from. */
export interface Origin {
  /** The network address, for limits. Never stored with what people write. */
  readonly address: string;
  readonly userAgent: string;
  /** In the log, of a request or a connection; says nothing of a person. */
  readonly requestId: string;
  /** Sets the session's cookie; null on a transport that cannot. */
  readonly setCookie: ((line: string) => void) | null;
}

/** What was counted when a command came in, and what its service counts besides; see `counting.ts`. */
export interface Counts {
  /** Whether there was nothing left of it. */
  isSpent(budget: Budget): boolean;
  /** Throws its refusal where there was nothing left of it. */
  require(budget: Budget): void;
  /** The same for every budget that refuses when a command is about to write, and for words that are not published. */
  requireForCommit(): void;
  /** Throws where it waits for a moderator and nothing else speaks against it. */
  requireThrough(): void;
  /** How many points are left of it. */
  left(budget: Budget): Promise<number>;
  /** Takes a point; false when there is none. */
  may(budget: Budget): Promise<boolean>;
  /** Gives a point back that an earlier call of the same range, account or mailbox took. */
  settle(budget: Budget): Promise<void>;
}

/** Who wants to see something, and what is needed to find out whether they may. */
export interface Reader {
  readonly services: Services;
  readonly actor: Actor;
}

/** What one query may use. */
export interface QueryContext extends Reader {
  readonly onceAPage?: OnceAPage;
  readonly visitor: Visitor;
}

/** What one command may use. */
export interface Context extends QueryContext {
  readonly commandId: CommandId;
  readonly origin: Origin;
  readonly counter: Counts;
  /** Notes what is about to be done to others' things; see `audit.ts`. */
  readonly audit: (act: AuditedAct) => Promise<void>;
}

/** The person who calls, or the refusal that asks to sign in. */
export function requirePerson({ visitor }: QueryContext): Extract<Visitor, { byline: Byline }> {
  if (!('byline' in visitor)) throw commonError('sign-in-first');
  return visitor;
}

export function personIdOf(actor: Actor): PersonId | null {
  return actor.kind === 'person' ? actor.id : null;
}

/** Commits in the name of whoever calls; see {@link commit}. */
export function commitAs<A extends Aggregate, Data>(
  context: Context,
  kind: StreamDefinition<A, Data>,
  id: string,
  decide: Decide<A, Data>,
  options: CommitOptions = {},
): Promise<EventRecord<Data> | null> {
  const cause: Cause = { commandId: context.commandId, issuer: requirePerson(context).actor.id };
  const counted: Decide<A, Data> = async (aggregate, seq) => {
    // Refused here, so that a command that comes again after a fault gets its first answer all the same.
    context.counter.requireForCommit();
    const data = await decide(aggregate, seq);
    if (data !== null) context.counter.requireThrough();
    return data;
  };
  return commit(context.services.streams, kind, id, cause, counted, options);
}
