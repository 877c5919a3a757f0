import type { WireError } from '@hearth/shared/kernel/errors';
import type { CatchUp, Position, StreamEvent } from '@hearth/shared/kernel/protocol';
import { Refused } from './refused.ts';

/** One view of one stream, and how to read it whole when its events are not available. */
export interface View<State, Change> {
  readonly stream: string;
  /** Applies a change. Must return the same object when it has been applied already. */
  readonly apply: (state: State, change: Change) => State;
  /** Reads the whole view again. */
  readonly resync: (state: State) => Promise<{ state: State; position: Position }>;
}

/** Pause before a failed catch-up is retried, up to twice as long, so that not everybody asks at once. */
const RETRY_MS = 1_000;

type AskForMissed = (stream: string, since: Position) => Promise<CatchUp>;

/**
 * Follows one stream by number. It starts from what the page was rendered with and applies only the next event; when
 * one is missing it asks the server and does not guess. Promises L3 to L6 rest on it.
 */
export class Follower<State, Change> {
  readonly view: View<State, Change>;
  readonly #ask: AskForMissed;
  readonly #onChange: (follower: Follower<State, Change>) => void;
  #state: State;
  #position: Position;
  #held: StreamEvent[] = [];
  #catchingUp: Promise<void> | null = null;
  /** The era in which the current catch-up began. */
  #askedIn = 0;
  #isLive = false;
  #isStopped = false;
  #refused: WireError | null = null;
  /** Incremented on every disconnect, so that an answer from before one is not mistaken for being live after it. */
  #era = 0;

  constructor(parts: {
    view: View<State, Change>;
    state: State;
    position: Position;
    ask: AskForMissed;
    onChange: (follower: Follower<State, Change>) => void;
  }) {
    this.view = parts.view;
    this.#state = parts.state;
    this.#position = parts.position;
    this.#ask = parts.ask;
    this.#onChange = parts.onChange;
  }

  get state(): State {
    return this.#state;
  }

  get position(): Position {
    return this.#position;
  }

  /** True while nothing can have been missed. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Why this view is no longer available; null while it is. */
  get refused(): WireError | null {
    return this.#refused;
  }

  receive(event: StreamEvent): void {
    if (this.#catchingUp) this.#held.push(event);
    else if (event.seq === this.#position.seq + 1) this.#advance([event]);
    else if (event.seq > this.#position.seq) void this.catchUp();
  }

  /** The server's newest number; above our own, something was missed. */
  noticeHead(seq: number): void {
    if (!this.#catchingUp && seq > this.#position.seq) void this.catchUp();
  }

  /** The connection is gone: from now on events may be missed. */
  breakOff(): void {
    this.#era += 1;
    this.#isLive = false;
    this.#onChange(this);
  }

  /** Nobody is looking any more: it asks for nothing, which would make the server watch again. */
  stop(): void {
    this.#era += 1;
    this.#isLive = false;
    this.#isStopped = true;
  }

  /** Rights changed: we may no longer be allowed to see this, so the view is read again, or refused. */
  noticeClosed(): void {
    this.breakOff();
    // No event has an empty mark, so the server takes this for another history and asks for a resync.
    this.#position = { seq: Math.max(this.#position.seq, 1), mark: '' };
    void this.catchUp();
  }

  /** Changes the state without an event, such as by posts loaded further up. */
  adjust(change: (state: State) => State): void {
    this.#state = change(this.#state);
    this.#onChange(this);
  }

  /** Watches the stream and applies what was missed. Called after every connect; concurrent calls share one answer. */
  catchUp(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    // An answer from before a disconnect proves nothing after it: ask again.
    if (this.#catchingUp && this.#askedIn !== this.#era) return this.#catchingUp.then(() => this.catchUp());
    this.#askedIn = this.#era;
    this.#catchingUp ??= this.#fetchMissed().finally(() => {
      this.#catchingUp = null;
      for (const event of this.#held.splice(0)) this.receive(event);
    });
    return this.#catchingUp;
  }

  async #fetchMissed(): Promise<void> {
    const era = this.#era;
    try {
      const missed = await this.#ask(this.view.stream, this.#position);
      if (missed.kind === 'events') this.#advance(missed.events);
      // A kind that this page does not know comes from an older or a newer server: the whole view is always right.
      else await this.#resync();
      this.#isLive = era === this.#era;
      this.#refused = null;
    } catch (error) {
      this.#isLive = false;
      if (error instanceof Refused) this.#refused = error.error;
      else this.#retry(era);
    }
    this.#onChange(this);
  }

  /** Still behind. The next event, head or connect tries again; if none comes, this does. */
  #retry(era: number): void {
    const again = () => {
      if (era === this.#era && !this.#isLive) void this.catchUp();
    };
    setTimeout(again, RETRY_MS * (1 + Math.random()));
  }

  async #resync(): Promise<void> {
    const { state, position } = await this.view.resync(this.#state);
    this.#state = state;
    this.#position = position;
  }

  #advance(events: readonly StreamEvent[]): void {
    for (const { seq, mark, change } of events) {
      if (seq !== this.#position.seq + 1) continue;
      // The stream's name guarantees the kind of change.
      if (change) this.#state = this.view.apply(this.#state, change as Change);
      this.#position = { seq, mark };
    }
    this.#onChange(this);
  }
}
