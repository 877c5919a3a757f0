import { laterOwn } from '@hearth/shared/kernel/own';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import type { Resource, Services } from '../../services.ts';
import type { PubSub } from '../../streams/pub-sub.ts';

/** What somebody does quickly one after the other is told together: at most twice a second. */
const EVERY_MS = 500;

/**
 * Tells a person's other pages what has changed of their own: a vote, how far they have read, their devices. The value
 * stands where it stands already, and nothing is stored of its having changed: a log of these would say when somebody was
 * here, and whose a question without a name is (promise L12).
 */
class OwnValues {
  readonly #pubSub: PubSub;
  readonly #changed = new Map<string, Map<string, OwnValue>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(pubSub: PubSub) {
    this.#pubSub = pubSub;
  }

  tell(personId: string, value: OwnValue): void {
    const values = this.#changed.get(personId) ?? new Map<string, OwnValue>();
    const name = `${value.kind} ${value.key}`;
    const later = laterOwn(values.get(name)?.value, value.value);
    this.#changed.set(personId, values.set(name, { ...value, value: later }));
    this.#timer ??= setTimeout(() => this.tellAll(), EVERY_MS);
  }

  tellAll(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [personId, values] of this.#changed)
      this.#pubSub.publish({ kind: 'own', personId, values: [...values.values()] });
    this.#changed.clear();
  }
}

const ownValues: Resource<OwnValues> = {
  open: ({ streams }) => new OwnValues(streams.pubSub),
  drained: async (opened) => opened.tellAll(),
  close: async (opened) => opened.tellAll(),
};

/** See {@link OwnValues} and {@link laterOwn}. */
export function tellOwn(
  services: Pick<Services, 'use'>,
  personId: string,
  kind: string,
  key: string,
  value: OwnValue['value'],
): void {
  services.use(ownValues).tell(personId, { kind, key, value });
}

/** That one's account, or the devices that are signed in, have changed: what they are is asked for. */
export function tellOwnAccount(
  { services, commandId }: { readonly services: Pick<Services, 'use'>; readonly commandId: string },
  personId: string,
): void {
  // Tells one change from another.
  tellOwn(services, personId, 'account', '', commandId.slice(-12));
}
