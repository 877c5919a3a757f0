import type { WaitingChange } from '@hearth/shared/accounts/events';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';

type Waiting = Loaded<'person.waiting'>['people'];

/** Those who wait to be let in. Their names are in no event: whenever somebody comes or is let in they are asked for. */
export class LiveWelcome extends LiveView<{ people: Waiting; rev: number }, WaitingChange> {
  people = $derived.by(() => this.state.people);

  constructor(live: LivePage, { people, position }: Loaded<'person.waiting'>) {
    const read = async () => {
      const now = valueOf(await live.ask('person.waiting', {}));
      return { state: { people: now.people, rev: now.position.seq }, position: now.position };
    };
    const view = {
      stream: 'welcome:network',
      apply: (state: { people: Waiting; rev: number }, { rev }: WaitingChange) => {
        if (rev > state.rev) void read().then(({ state: now }) => this.adjust(() => now));
        return rev > state.rev ? { ...state, rev } : state;
      },
      resync: read,
    };
    super(live, view, { state: { people, rev: position.seq }, position });
  }
}
