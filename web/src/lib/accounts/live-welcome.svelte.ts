import type { WaitingChange } from '@hearth/shared/accounts/events';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';

interface WelcomeState {
  readonly people: Loaded<'person.waiting'>['people'];
  readonly rev: number;
}

/** Pause before the list is asked for again. */
const RETRY_MS = 2_000;

/** Those who wait to be let in. Their names are in no event: whenever somebody comes or is let in they are asked for. */
export class LiveWelcome extends LiveView<WelcomeState, WaitingChange> {
  people = $derived.by(() => this.state.people);
  /** Lists that were asked for: only the newest is shown. */
  #asked = 0;

  constructor(live: LivePage, { people, position }: Loaded<'person.waiting'>) {
    const view = {
      stream: 'welcome:network',
      apply: (state: WelcomeState, { rev }: WaitingChange) => {
        if (rev <= state.rev) return state;
        void this.#ask();
        return { ...state, rev };
      },
      resync: async () => {
        const now = valueOf(await live.ask('person.waiting', {}));
        return { state: { people: now.people, rev: now.position.seq }, position: now.position };
      },
    };
    super(live, view, { state: { people, rev: position.seq }, position });
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    // Without a connection the view is read again once there is one.
    const result = await this.live.ask('person.waiting', {}).catch(() => null);
    if (asked !== this.#asked) return;
    if (result?.ok) this.adjust((state) => ({ ...state, people: result.value.people }));
    else setTimeout(() => asked === this.#asked && void this.#ask(), RETRY_MS);
  }
}
