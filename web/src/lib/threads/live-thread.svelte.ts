import type { Post, ThreadId } from '@hearth/shared/threads/entity';
import type { Result, WireError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Position } from '@hearth/shared/kernel/protocol';
import { joinPosts, type ThreadState } from '@hearth/shared/threads/state';
import { giveBack } from '../live/late.ts';
import type { Live } from '../live/live.svelte.ts';
import { PendingWords, type Pending } from '../live/pending.svelte.ts';
import { threadView } from './thread-view.ts';

/** One's own reply under way, with its number where it was posted beyond what the page holds. */
interface Said {
  readonly text: string;
  readonly no: number | null;
}
export type PendingPost = Pending<Said>;

type Replied = Result<{ post: Post }>;

/** A thread on screen: what the page was rendered with, moved on by its events, and one's own replies under way. */
export class LiveThread {
  readonly #live: Live;
  readonly #id: ThreadId;
  #state = $state.raw<ThreadState>({} as ThreadState);
  readonly #own: PendingWords<Said, { post: Post }>;
  #follow: ReturnType<Live['follow']> | null = null;

  thread = $derived.by(() => this.#state.thread);
  posts = $derived.by(() => this.#state.posts);
  /** Falls off when the post itself has arrived. */
  pending = $derived.by(() => {
    const arrived = new Set(this.#state.posts.map(({ key }) => key));
    return this.#own.shown.filter(({ key }) => !arrived.has(idFrom(key)));
  });
  hasEarlier = $derived.by(() => (this.#state.posts[0]?.no ?? 1) > 1);
  /** Posts beyond those on the page. */
  later = $derived.by(() => this.#state.thread.lastNo - (this.#state.posts.at(-1)?.no ?? 0));

  constructor(live: Live, start: { state: ThreadState; position: Position }) {
    this.#live = live;
    this.#id = start.state.thread.id;
    this.#state = start.state;
    this.#own = new PendingWords<Said, { post: Post }>({
      send: ({ text }, commandId) => live.send('post.reply', { threadId: this.#id, text }, commandId),
      left: () => live.underWay('post.reply'),
      saidBy: (input) => replyTo(input, this.#id),
      accept: (said, { post }) => this.#accept(said, post),
      giveBack: ({ text }) => giveBack({ place: `reply:${this.#id}`, words: text }),
    });
  }

  /** Begins to follow; returns how to stop. In the browser only. */
  start(position: Position): () => void {
    const follow = this.#live.follow(
      threadView(this.#id, this.#live.ask),
      { state: this.#state, position },
      (state) => (this.#state = state),
    );
    const stopOwn = this.#own.start();
    this.#follow = follow as ReturnType<Live['follow']>;
    return () => {
      follow.stop();
      stopOwn();
    };
  }

  /** Resolves to the refusal, or null when the reply is in the thread. The words stay pending until then. */
  reply = (text: string) => this.#own.send({ text, no: null });
  resume = (text: string) => this.#own.resume(text);
  takeBack = (key: string) => this.#own.takeBack(key)?.text ?? '';

  edit(no: number, text: string): Promise<WireError | null> {
    return this.#change(this.#live.send('post.edit', { threadId: this.#id, no, text }));
  }

  delete(no: number): Promise<WireError | null> {
    return this.#change(this.#live.send('post.delete', { threadId: this.#id, no }));
  }

  restore(no: number): Promise<WireError | null> {
    return this.#change(this.#live.send('post.restore', { threadId: this.#id, no }));
  }

  /** Rejects where there is no connection. */
  sourceOf(no: number): Promise<Result<{ text: string }>> {
    return this.#live.ask('post.source', { threadId: this.#id, no });
  }

  markRead(no: number): void {
    void this.#live.send('thread.mark-read', { threadId: this.#id, no });
  }

  /** What an answer brought and its event will bring again; the newest revision wins. */
  #adopt(posts: readonly Post[]): void {
    const held = this.#state.posts;
    const known = posts.filter((post) => post.no <= (held.at(-1)?.no ?? 0) + 1 && post.no >= (held[0]?.no ?? 1));
    this.#follow?.adjust((state) => joinPosts(state as ThreadState, known));
  }

  #accept(said: Said, post: Post): Said | null {
    this.#adopt([post]);
    return this.#state.posts.some(({ no }) => no === post.no) ? null : { ...said, no: post.no };
  }

  async #change(sent: Promise<Replied>): Promise<WireError | null> {
    const result = await sent;
    if (!result.ok) return result.error;
    this.#adopt([result.value.post]);
    return null;
  }
}

/** A command kept on the device is as it was sent, or somebody has been there. */
function replyTo(input: unknown, threadId: ThreadId): Said | null {
  if (typeof input !== 'object' || input === null || !('threadId' in input) || !('text' in input)) return null;
  return input.threadId === threadId && typeof input.text === 'string' ? { text: input.text, no: null } : null;
}
