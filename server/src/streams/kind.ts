import type { Change } from '@hearth/shared/events/index';
import type { Actor } from '@hearth/shared/policy/access';

/** Groups that see different things of one stream. Everybody in an audience gets the same bytes. */
export type Audience = 'public' | 'staff';

/** The document a stream's decisions are made on. `seq` and `mark` say how far events have been applied to it. */
export interface StreamRoot {
  readonly seq: number;
  readonly mark: string;
}

/** One event as it is stored. Its insert is the commit of the command that made it. */
export interface EventRecord<Fact = unknown> {
  readonly stream: string;
  readonly seq: number;
  /** Eight random hex digits; tells this event from another history's event of the same number. */
  readonly mark: string;
  readonly commandId: string;
  /** Proves to its giver, and to nobody else, that a repeated command is theirs. */
  readonly by: string;
  readonly fact: Fact;
  readonly at: Date;
  /** Consumers that have not dealt with it yet; absent when all have. */
  readonly todo?: readonly string[];
}

/**
 * How one kind of stream works. A fact holds whole new values, so that applying it twice is applying it once, and
 * everything presenting needs, so that no other document has to be read.
 */
export interface StreamKind<Root extends StreamRoot, Fact> {
  readonly prefix: string;
  readonly audiences: readonly Audience[];
  findRoot(id: string): Promise<Root | null>;
  /** The root as an event leaves it; the same as `apply` writes it. */
  after(root: Root | null, id: string, event: EventRecord<Fact>): Root;
  /**
   * Writes the documents people read as consecutive events leave them, each only where its `rev` is older, and the root
   * last, only where its `seq` is older and none is missing in between.
   */
  apply(id: string, events: readonly EventRecord<Fact>[]): Promise<void>;
  /** What an audience learns of it; null where it learns the bare number. */
  present(id: string, event: EventRecord<Fact>, audience: Audience): Change | null;
  /** Which audience somebody belongs to; null when the stream does not exist for them. */
  audienceOf(actor: Actor, id: string): Promise<Audience | null>;
  /** Consumers that have to deal with a fact, beside its own state. */
  consumersOf(fact: Fact): readonly string[];
}

/** A kind whose root and fact types are nobody's business but its own. */
export type AnyKind = Omit<StreamKind<StreamRoot, unknown>, 'after' | 'apply' | 'present' | 'consumersOf'> & {
  apply(id: string, events: readonly EventRecord[]): Promise<void>;
  present(id: string, event: EventRecord, audience: Audience): Change | null;
  consumersOf(fact: unknown): readonly string[];
};

export function idOf(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}
