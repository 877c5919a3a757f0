import { OWN_IDEA_VOTE } from '@hearth/shared/ideas/own';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';

type Said = Readonly<Record<string, boolean | undefined>>;

/** Which ideas on screen one has voted for, the same on all of one's pages. How many have is said by the threads. */
export class LiveVotes {
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  /** As the server has said it. */
  #known = $state.raw<Said>({});
  /** One's last tap, until the server has answered it. */
  #taps = $state.raw<Said>({});

  constructor(live: LivePage, own: LiveOwn, voted: readonly ThreadId[]) {
    this.#live = live;
    this.#own = own;
    this.#known = Object.fromEntries(voted.map((id) => [id, true]));
  }

  /** Hears what one taps elsewhere. Returns how to stop. */
  start(): () => void {
    return this.#own.listen(OWN_IDEA_VOTE, (id, value) => this.#learn(id, value === 'up'));
  }

  has(id: ThreadId): boolean {
    return this.#taps[id] ?? this.#known[id] ?? false;
  }

  /** Votes, or takes the vote back. Shown at once, and not any more if refused; the count is always the server's. */
  async tap(threadId: ThreadId): Promise<WireError | null> {
    const up = !this.has(threadId);
    this.#taps = { ...this.#taps, [threadId]: up };
    const result = await this.#live.send('idea.vote', { threadId, up });
    if (result.ok) this.#learn(threadId, up);
    if (this.#taps[threadId] === up) this.#taps = { ...this.#taps, [threadId]: undefined };
    return result.ok ? null : result.error;
  }

  #learn(id: string, up: boolean): void {
    this.#known = { ...this.#known, [id]: up };
  }
}
