import type { CommandName, CommandNamed } from '@hearth/shared/contract';
import type { OutputOf, SentTo } from '@hearth/shared/kernel/command';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { Follower, View } from './follower.ts';
import type { LivePage } from './live.svelte.ts';
import { OutgoingMessages } from './outgoing-messages.svelte.ts';
import type { Start } from './views.ts';

/**
 * A stream on screen: what the page was rendered with, moved on by its events, and one's own messages on their way. A page
 * may have several, each with its own refusal.
 */
export class LiveView<State, Change> {
  protected readonly live: LivePage;
  protected state: State;
  /** Why it is no longer kept up to date: the server has said no for good. */
  refused = $state.raw<WireError | null>(null);
  readonly #view: View<State, Change>;
  readonly #start: Start<State>;
  readonly #messages: { start: () => () => void }[] = [];
  #follower: Follower<State, Change> | null = null;

  constructor(live: LivePage, view: View<State, Change>, start: Start<State>) {
    this.live = live;
    this.state = $state.raw(start.state);
    this.#view = view;
    this.#start = start;
  }

  /** Begins to follow; returns how to stop. In the browser only. */
  start(): () => void {
    const { position } = this.#start;
    const onChange = ({ state, refused }: Follower<State, Change>) => {
      // What is still on its way when a page is left is no news to the next one.
      if (isStopped) return;
      this.refused = refused;
      this.show(state);
    };
    let isStopped = false;
    const stops = [this.live.add(this), ...this.#messages.map((messages) => messages.start())];
    void this.live.connected().then((connection) => {
      if (isStopped) return;
      const { follower, stop } = connection.follow(this.#view, { state: this.state, position }, onChange);
      this.#follower = follower;
      stops.push(stop);
    });
    return () => {
      isStopped = true;
      for (const stop of stops) stop();
    };
  }

  protected show(state: State): void {
    this.state = state;
  }

  /** Changes what is shown by something that is no event, such as the answer to one's own command. */
  protected adjust(change: (state: State) => State): void {
    if (this.#follower) this.#follower.adjust(change);
    else this.show(change(this.state));
  }

  /** Resolves to the refusal, if any. */
  protected async send<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>): Promise<WireError | null> {
    const result = await this.live.send(name, input);
    return result.ok ? null : result.error;
  }

  /** One's own messages to the thing with this id. `accept` takes in what was accepted, and says whether it is shown now. */
  protected messages<N extends CommandName>(
    name: N,
    id: string,
    accept: (value: OutputOf<CommandNamed<N>>) => boolean,
  ): OutgoingMessages<N> {
    const messages = new OutgoingMessages(this.live, name, id, accept);
    this.#messages.push(messages);
    return messages;
  }
}
