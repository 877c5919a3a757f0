import type { WireError } from '@hearth/shared/kernel/errors';
import type { Poll, PollDraft, PollId } from '@hearth/shared/polls/entity';
import type { PollChange } from '@hearth/shared/polls/events';
import { choicesIn, OWN_VOTE } from '@hearth/shared/polls/own';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { pollStart, pollView } from './poll-view.ts';

/** A poll on screen, and what one has chosen oneself. */
export class LivePoll extends LiveView<Poll, PollChange> {
  readonly id: PollId;
  readonly #own: LiveOwn;
  mine: readonly number[];
  poll = $derived.by(() => this.state);

  constructor(live: LivePage, own: LiveOwn, id: PollId, loaded: Loaded<'poll.get'>) {
    super(live, pollView(id, live.ask), pollStart(loaded));
    this.id = id;
    this.#own = own;
    this.mine = $state.raw(loaded.mine);
  }

  /** What one chooses in another tab or on another device is heard too. */
  override start(): () => void {
    const stopListening = this.#own.listen(OWN_VOTE, (key, value) => {
      if (key === this.id) this.mine = choicesIn(String(value));
    });
    const stop = super.start();
    return () => {
      stopListening();
      stop();
    };
  }

  /** Shown as one's own once the server has it; the counts are always the server's. */
  async vote(choices: readonly number[]): Promise<WireError | null> {
    const input = { pollId: this.id, edition: this.poll.edition, choices: [...choices] };
    const refused = await this.send('poll.vote', input);
    if (!refused) this.mine = choices;
    return refused;
  }

  change = (poll: PollDraft): Promise<WireError | null> => this.send('poll.change', { pollId: this.id, poll });
  close = (): Promise<WireError | null> => this.send('poll.close', { pollId: this.id });
  names = () => this.live.ask('poll.names', { pollId: this.id });
}
