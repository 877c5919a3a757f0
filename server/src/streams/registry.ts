import { setTimeout as passed } from 'node:timers/promises';
import { commonError } from '@hearth/shared/kernel/errors';
import { prefixOf, PROJECTION, REDACTION, type AnyStream, type Audience } from './definition.ts';
import { readForeignReactions, rememberReactions } from './reaction-store.ts';

/** A server that has not told for so long that it knows a reaction is gone, and nobody waits for that reaction any more. */
const FORGOTTEN_MS = 600_000;
/** How often it tells. */
const TOLD_MS = 60_000;
/** Who runs has told within this. */
const RUNNING_MS = TOLD_MS + 30_000;
/** Within this all who run have looked what others tell: they do so with every look of theirs for what was left undone. */
const HEARD_MS = 6_000;

/** Whoever reacts, under this name, to the streams of a prefix. */
export interface Reacting {
  readonly to: string;
  readonly name: string;
}

/**
 * All kinds of streams there are, and who reacts to them. During an update servers of two versions work side by side: each
 * tells the store which reactions it knows, and stores events with the names of the others' as well, so that what an old
 * server writes reaches a reaction that only the new one knows.
 */
export class StreamRegistry {
  readonly #reactions: readonly Reacting[];
  readonly #definitions: ReadonlyMap<string, AnyStream>;
  #foreign: ReadonlyMap<string, readonly string[]> = new Map();
  /** When the others were last told, in milliseconds since 1970. */
  #toldAt = 0;
  /** Whether others ran that did not know all reactions of here. */
  #isNews = false;

  /** `declared`: the prefixes of which a feature says where their events name people. A stream of none is not let in. */
  constructor(definitions: readonly AnyStream[], reactions: readonly Reacting[], declared: readonly string[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.contract.prefix, definition]));
    this.#reactions = reactions;
    const known = new Set(reactions.map(({ to, name }) => `${to}/${name}`));
    if (known.size < reactions.length) throw new Error('two reactions to one stream have the same name');
    for (const prefix of this.#definitions.keys()) {
      const times = declared.filter((one) => one === prefix).length;
      if (times !== 1)
        throw new Error(`where ${prefix} streams name people is declared ${times} times instead of once`);
    }
    const unknown = reactions.find(({ to }) => !this.#definitions.has(to));
    if (unknown) throw new Error(`${unknown.name} reacts to ${unknown.to}, which nobody defines`);
  }

  /** Throws `no-such-thing` for a stream of a kind that is not known here. */
  definitionOf(stream: string): AnyStream {
    const definition = this.#definitions.get(prefixOf(stream));
    if (!definition) throw commonError('no-such-thing');
    return definition;
  }

  audiencesOf(stream: string): readonly Audience[] {
    return this.#definitions.get(prefixOf(stream))?.contract.audiences ?? [];
  }

  /** The names of everybody who has to deal with an event of such a stream. */
  pendingFor(definition: Pick<AnyStream, 'contract' | 'replacesWords'>, data: unknown, seq: number): string[] {
    const { prefix } = definition.contract;
    const own = this.#reactions.filter(({ to }) => to === prefix).map(({ name }) => name);
    const redaction = definition.replacesWords?.(data, seq) ? [REDACTION] : [];
    return [PROJECTION, ...own, ...redaction, ...(this.#foreign.get(prefix) ?? [])];
  }

  /** Every name that somebody here deals with. */
  get known(): readonly string[] {
    return [PROJECTION, REDACTION, ...new Set(this.#reactions.map(({ name }) => name))];
  }

  /** Of every kind of stream that is known here. */
  get prefixes(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /**
   * Before anybody is served: from then on every event, whoever stores it, names all that is known here. Where others run
   * that have never heard of a reaction, it waits until they have.
   */
  async introduce(now: Date): Promise<void> {
    await this.exchange(now);
    if (this.#isNews) await passed(HEARD_MS);
  }

  /** Tells the other servers which reactions are known here, and learns theirs. */
  async exchange(now: Date): Promise<void> {
    const own = this.#reactions.map(({ to, name }) => `${to}/${name}`);
    if (now.getTime() - this.#toldAt >= TOLD_MS) {
      if (this.#toldAt === 0) await this.#lookForOthers(own, now);
      await rememberReactions(own, now);
      this.#toldAt = now.getTime();
    }
    const foreign = await readForeignReactions(own, new Date(now.getTime() - FORGOTTEN_MS));
    const split = foreign.map((one) => ({ to: one.slice(0, one.indexOf('/')), name: one.slice(one.indexOf('/') + 1) }));
    this.#foreign = new Map(
      [...Map.groupBy(split, ({ to }) => to)].map(([to, its]) => [to, its.map(({ name }) => name)]),
    );
  }

  /** Before it tells anything of its own. */
  async #lookForOthers(own: readonly string[], now: Date): Promise<void> {
    const running = await readForeignReactions([], new Date(now.getTime() - RUNNING_MS));
    this.#isNews ||= running.length > 0 && own.some((name) => !running.includes(name));
  }
}
