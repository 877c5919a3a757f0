import type { WireError } from '@hearth/shared/kernel/errors';
import { OWN_FOLDED_PIN } from '@hearth/shared/pins/own';
import type { Thread } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';

type Pinned = Pick<Thread, 'id' | 'pinnedUntil'>;
/** By thread, the end of the pin that is folded; empty for none. */
type Folded = Readonly<Record<string, string | undefined>>;

/** Which pinned threads one has taken from the top of a board for oneself, the same on all of one's pages. */
export class LivePins {
  readonly #live: Pick<LivePage, 'send'>;
  readonly #own: LiveOwn;
  #folded = $state.raw<Folded>({});

  constructor(live: Pick<LivePage, 'send'>, own: LiveOwn, folded: Folded) {
    this.#live = live;
    this.#own = own;
    this.#folded = folded;
  }

  /** Hears what one folds elsewhere. Returns how to stop. */
  start(): () => void {
    return this.#own.listen(OWN_FOLDED_PIN, (id, until) => this.#learn(id, String(until)));
  }

  /** What was folded counts for that pin alone: a thread that is pinned anew is news again. */
  isFolded({ id, pinnedUntil }: Pinned): boolean {
    return pinnedUntil !== null && this.#folded[id] === pinnedUntil;
  }

  /** Shown once the server has it. */
  async fold({ id }: Pinned, folded: boolean): Promise<WireError | null> {
    const result = await this.#live.send('pin.fold', { threadId: id, folded });
    if (!result.ok) return result.error;
    this.#learn(id, result.value.until ?? '');
    return null;
  }

  #learn(id: string, until: string): void {
    this.#folded = { ...this.#folded, [id]: until };
  }
}
