import type { WireError } from '@hearth/shared/kernel/errors';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import type { ReactionsChange } from '@hearth/shared/reactions/events';
import { OWN_REACTION } from '@hearth/shared/reactions/own';
import type { ReactionState } from '@hearth/shared/reactions/state';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { reactionStart, reactionView } from './reaction-view.ts';

type Kind = ReactionKind | null;
/** By the number of the post. */
type Kinds = Readonly<Record<string, Kind>>;

/** What is said of the posts on screen, and by oneself. */
export class LiveReactions extends LiveView<ReactionState, ReactionsChange> {
  readonly threadId: ThreadId;
  readonly #own: LiveOwn;
  /** As the server has said it. */
  #mine: Kinds;
  /** One's last tap on a post, until the server has answered it: what it says of earlier ones is old by then. */
  #taps = $state.raw<Readonly<Record<string, { readonly kind: Kind } | undefined>>>({});

  counts = $derived.by(() => this.state.counts);
  /** At how many schools each post was tried. */
  tried = $derived.by(() => this.state.tried);

  constructor(live: LivePage, own: LiveOwn, at: { threadId: ThreadId; from: number }, loaded: Loaded<'reaction.in'>) {
    super(live, reactionView(at.threadId, at.from, live.ask), reactionStart(loaded));
    this.threadId = at.threadId;
    this.#own = own;
    this.#mine = $state.raw(loaded.mine);
  }

  /** What one taps in another tab or on another device is heard too. */
  override start(): () => void {
    const stopListening = this.#own.listen(OWN_REACTION, (key, kind) => {
      const [threadId, no = ''] = key.split('/');
      // The server tells one of them, or an empty word.
      if (threadId === this.threadId) this.#learn(Number(no), (kind || null) as Kind);
    });
    const stop = super.start();
    return () => {
      stopListening();
      stop();
    };
  }

  mineOf(no: number): Kind {
    const tap = this.#taps[no];
    return tap ? tap.kind : (this.#mine[no] ?? null);
  }

  /** Takes it back where one has said it. Shown at once, and not any more if refused; the counts are always the server's. */
  async tap(no: number, kind: ReactionKind): Promise<WireError | null> {
    const tap = { kind: this.mineOf(no) === kind ? null : kind };
    this.#taps = { ...this.#taps, [no]: tap };
    const refused = await this.send('reaction.set', { threadId: this.threadId, no, ...tap });
    if (!refused) this.#learn(no, tap.kind);
    if (this.#taps[no] === tap) this.#taps = { ...this.#taps, [no]: undefined };
    return refused;
  }

  namesOn = (no: number) => this.live.ask('reaction.names', { threadId: this.threadId, no });

  #learn(no: number, kind: Kind): void {
    this.#mine = { ...this.#mine, [no]: kind };
  }
}
