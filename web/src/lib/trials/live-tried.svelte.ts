import type { ReactionsChange } from '@hearth/shared/reactions/events';
import type { ReactionState } from '@hearth/shared/reactions/state';
import type { QueryNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { reactionStart, reactionView } from '../reactions/reaction-view.ts';

type Asked = Extract<SentTo<QueryNamed<'trial.list'>>, { threadId: string }>;

/** The reports on one answer: their numbers are told, and then the reports are asked for. */
export class LiveTried extends LiveView<ReactionState, ReactionsChange> {
  shown: Loaded<'trial.list'>;
  readonly #asked: Asked;
  #times = 0;

  constructor(live: LivePage, asked: Asked, counted: Loaded<'reaction.in'>, loaded: Loaded<'trial.list'>) {
    // The server has answered for this thread: the id is one.
    const threadId = asked.threadId as Parameters<typeof reactionView>[0];
    super(live, reactionView(threadId, asked.no, live.ask), reactionStart(counted));
    this.#asked = asked;
    this.shown = $state.raw(loaded);
  }

  protected override show(state: ReactionState): void {
    const before = this.state.tried[this.#asked.no];
    super.show(state);
    // Another object, also where the numbers are the same: somebody has changed what they say.
    if (state.tried[this.#asked.no] !== before) void this.#ask();
  }

  async #ask(): Promise<void> {
    const turn = ++this.#times;
    const result = await this.live.ask('trial.list', this.#asked).catch(() => null);
    if (result?.ok && turn === this.#times) this.shown = result.value;
  }
}
