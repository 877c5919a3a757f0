import type { Result, WireError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Sent } from '../files/attached.ts';
import type { PollDraft } from '@hearth/shared/polls/entity';
import type { Post, ThreadId } from '@hearth/shared/threads/entity';
import type { ThreadChange } from '@hearth/shared/threads/events';
import { joinPosts, type ThreadState } from '@hearth/shared/threads/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { OutgoingMessage } from '../live/outgoing-messages.svelte.ts';
import type { Loaded, Start } from '../live/views.ts';
import type { Wish } from '../student-information/wish.ts';
import { threadView } from './thread-view.ts';

export type OutgoingReply = OutgoingMessage<'post.reply'>;

/** A post as its author wrote it. */
export type PostSource = Loaded<'post.source'>;

/** A thread on screen. */
export class LiveThread extends LiveView<ThreadState, ThreadChange> {
  readonly #id: ThreadId;
  readonly replies;
  /** Where the reader started it without their name. */
  readonly asks: { readonly opened: number } | undefined;

  thread = $derived.by(() => this.state.thread);
  posts = $derived.by(() => this.state.posts);
  /** One's own replies, until the post itself is in the thread. */
  pending = $derived.by(() => {
    const arrived = new Set(this.state.posts.map(({ key }) => key));
    return this.replies.shown.filter(({ key }) => !arrived.has(idFrom(key)));
  });
  hasEarlier = $derived.by(() => (this.state.posts[0]?.no ?? 1) > 1);
  /** Posts beyond those on the page. */
  later = $derived.by(() => this.state.thread.lastNo - (this.state.posts.at(-1)?.no ?? 0));

  constructor(live: LivePage, start: Start<ThreadState>, asks?: LiveThread['asks']) {
    const { id } = start.state.thread;
    super(live, threadView(id, live.ask), start);
    this.#id = id;
    this.asks = asks;
    this.replies = this.messages('post.reply', id, ({ post }) => this.#adopt(post));
  }

  isBy = ({ alias, by }: Post, personId: string | undefined): boolean =>
    alias ? !!this.asks : !!by && by.personId === personId;

  /** Resolves to the refusal, or null when the reply is in the thread. The words stay pending until then. */
  reply = (
    text: string,
    attached: Sent = {},
    more: Wish & { inReplyTo?: number; unnamed?: boolean; poll?: PollDraft } = {},
    commandId?: string,
  ) => this.replies.send({ threadId: this.#id, text, ...attached, ...more }, commandId);

  /** A post of another page; null where there is no connection. */
  async postAt(no: number): Promise<Post | null> {
    const read = await this.live.ask('thread.get', { threadId: this.#id, from: no }).catch(() => null);
    return (read?.ok && read.value.posts[0]) || null;
  }

  edit(no: number, text: string, attached: Sent, wish: Wish): Promise<WireError | null> {
    const changed = { threadId: this.#id, no, text, ...attached, ...wish };
    return this.#change(this.live.send('post.edit', changed));
  }

  /** Gives what came of it: it may have been the last that there was to read. */
  async delete(no: number) {
    const result = await this.live.send('post.delete', { threadId: this.#id, no });
    if (result.ok) this.#adopt(result.value.post);
    return result;
  }

  restore(no: number): Promise<WireError | null> {
    return this.#change(this.live.send('post.restore', { threadId: this.#id, no }));
  }

  markAnswer(what: 'answer.accept' | 'answer.take-back', no: number): Promise<WireError | null> {
    return this.#change(this.live.send(what, { threadId: this.#id, no }));
  }

  /** Rejects where there is no connection. */
  sourceOf(no: number): Promise<Result<PostSource>> {
    return this.live.ask('post.source', { threadId: this.#id, no });
  }

  /** Takes in the post of an answer; its event will bring it again, and the newest revision wins. Whether the page shows it. */
  #adopt(post: Post): boolean {
    const { posts } = this.state;
    const isNear = post.no <= (posts.at(-1)?.no ?? 0) + 1 && post.no >= (posts[0]?.no ?? 1);
    if (isNear) this.adjust((state) => joinPosts(state, [post]));
    return isNear;
  }

  async #change(sent: Promise<Result<{ post: Post }>>): Promise<WireError | null> {
    const result = await sent;
    if (!result.ok) return result.error;
    this.#adopt(result.value.post);
    return null;
  }
}
