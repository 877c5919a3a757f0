import { OWN_BOOKMARK } from '@hearth/shared/bookmarks/own';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';

/** Which posts of a thread one has bookmarked, here and on one's other pages. */
export class ThreadBookmarks {
  readonly #threadId: ThreadId;
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  #loaded = $state.raw<ReadonlySet<number>>(new Set());
  #isLoaded = false;

  constructor(threadId: ThreadId, live: LivePage, own: LiveOwn) {
    this.#threadId = threadId;
    this.#live = live;
    this.#own = own;
  }

  has(no: number): boolean {
    return Boolean(this.#own.newest(OWN_BOOKMARK, `${this.#threadId}/${no}`) ?? this.#loaded.has(no));
  }

  /** Once there is a connection; what changes later is told. */
  async look(): Promise<void> {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    const result = await this.#live.ask('bookmark.in', { threadId: this.#threadId }).catch(() => null);
    this.#isLoaded = result !== null;
    if (result?.ok) this.#loaded = new Set(result.value.nos);
  }

  /** Resolves to the refusal, if there is one. */
  async change(what: 'bookmark.set' | 'bookmark.remove' | 'bookmark.restore', no: number): Promise<WireError | null> {
    const result = await this.#live.send(what, { threadId: this.#threadId, no });
    if (!result.ok) return result.error;
    const others = [...this.#loaded].filter((one) => one !== no);
    this.#loaded = new Set(what === 'bookmark.remove' ? others : [...others, no]);
    return null;
  }
}

const all = new WeakMap<object, ThreadBookmarks>();

/** Those of the thread that a page shows: one for all of its posts. */
export function bookmarksOf(page: { readonly thread: { readonly id: ThreadId } }, live: LivePage, own: LiveOwn) {
  const known = all.get(page) ?? new ThreadBookmarks(page.thread.id, live, own);
  all.set(page, known);
  return known;
}
