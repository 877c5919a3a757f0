import { randomUUID } from 'node:crypto';
import type { OwnValue } from '@hearth/shared/accounts/events';
import type { Logger } from 'pino';
import type { Resource, Services } from '../../services.ts';
import { commit, type Streams } from '../../streams/commit.ts';
import type { PersonRecord } from './store.ts';
import { people } from './stream.ts';

/** What somebody does quickly one after the other is told together: at most twice a second. */
const EVERY_MS = 500;

/**
 * Tells a person's other pages what has changed of their own: a vote, how far they have read, their devices. The value
 * stands where it stands already; what a crash keeps from being told is there with the next load.
 */
class OwnValues {
  readonly #streams: Streams;
  readonly #log: Logger;
  readonly #changed = new Map<string, Map<string, OwnValue>>();
  readonly #telling = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(streams: Streams, log: Logger) {
    this.#streams = streams;
    this.#log = log;
  }

  tell(personId: string, value: OwnValue): void {
    const values = this.#changed.get(personId) ?? new Map<string, OwnValue>();
    this.#changed.set(personId, values.set(`${value.kind} ${value.key}`, value));
    this.#timer ??= setTimeout(() => this.#tellAll(), EVERY_MS);
  }

  async drained(): Promise<void> {
    this.#tellAll();
    await Promise.all(this.#telling);
  }

  #tellAll(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [personId, values] of this.#changed) {
      const telling = this.#tell(personId, [...values.values()]).finally(() => this.#telling.delete(telling));
      this.#telling.add(telling);
    }
    this.#changed.clear();
  }

  async #tell(personId: string, values: readonly OwnValue[]): Promise<void> {
    const cause = { commandId: randomUUID(), issuer: 'system' };
    // Whoever has left meanwhile has no pages.
    const decide = (person: PersonRecord | null) => (person && !person.erasing ? { values } : null);
    try {
      await commit(this.#streams, people, personId, cause, decide, { isBatchable: true });
    } catch (error) {
      this.#log.warn({ error }, 'somebody’s other pages were not told of a change of their own');
    }
  }
}

const ownValues: Resource<OwnValues> = {
  open: ({ streams, log }) => new OwnValues(streams, log),
  drained: (opened) => opened.drained(),
  close: (opened) => opened.drained(),
};

/** That one's account has changed: who one is, is asked for. The value tells one change from another. */
export function ownAccount({ commandId }: { readonly commandId: string }): OwnValue {
  return { kind: 'account', key: '', value: commandId.slice(-12) };
}

/** See {@link OwnValues}. Of a kind and key the last value counts. */
export function tellOwn(
  services: Pick<Services, 'use'>,
  personId: string,
  kind: string,
  key: string,
  value: OwnValue['value'],
): void {
  services.use(ownValues).tell(personId, { kind, key, value });
}
