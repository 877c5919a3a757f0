import { OWN_READ, readMarkOf } from '@hearth/shared/threads/own';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Undo } from '../ui/undo.svelte.ts';
import { markThreadRead, markUnreadFrom } from './marking.ts';
import { Reading } from './reading.ts';
import { readNoOf } from './read-no.ts';

interface Parts {
  readonly threadId: ThreadId;
  /** The posts, each `#post-<no>`. */
  readonly list: HTMLElement;
  /** The last one that was read when the page was loaded. */
  readonly readNo: number;
  readonly live: LivePage;
  readonly own: LiveOwn;
  readonly undo: Undo;
}

/** What of a thread is read, as one reads it and as one says it. Loaded after the page; until then its buttons post forms. */
export class ThreadMarks {
  readonly #parts: Parts;
  readonly #reading: Reading;
  readonly #stops: (() => void)[] = [];
  /** As far as this page has said so. */
  #said = $state(0);
  /** How far one has read, here and on one's other pages. */
  now = $derived.by(() => {
    const { own, threadId, readNo } = this.#parts;
    return readNoOf(own, threadId, Math.max(readNo, this.#said));
  });

  constructor(parts: Parts) {
    this.#parts = parts;
    const { live, list, readNo, threadId } = parts;
    this.#reading = new Reading(list, readNo, (no) => {
      this.#said = no;
      void live.send('thread.mark-read', { threadId, no });
    });
  }

  start(): void {
    const { own, threadId } = this.#parts;
    this.#stops.push(
      this.#reading.start(),
      own.listen(OWN_READ, (key, value) => key === threadId && this.#reading.moveTo(readMarkOf(Number(value)))),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  read(event: Event, lastNo: number): void {
    event.preventDefault();
    const { live, undo, threadId } = this.#parts;
    void markThreadRead(live, undo, { threadId, lastNo }, this.now);
  }

  /** What one wants to come back to is not read again by looking at it. */
  unread(event: Event, no: number): void {
    event.preventDefault();
    this.stop();
    const { live, undo, threadId } = this.#parts;
    void markUnreadFrom(live, undo, { threadId, no, readNo: this.now });
  }
}
