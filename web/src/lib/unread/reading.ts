import type { ReadMark } from '@hearth/shared/threads/own';
import { Seen, type Shown } from './seen.ts';

/** One write for all that was read in so long. */
const EVERY_MS = 3_000;
const MOVES = ['scroll', 'resize', 'focusin', 'visibilitychange', 'transitionend'] as const;

/** What of the posts in `list`, each `#post-<no>`, is seen; `onread` is told at most every few seconds. Seen is what is on the screen, in a tab that is looked at, not below anything; or under the keyboard's focus. */
export class Reading {
  readonly #list: HTMLElement;
  readonly #seen: Seen;
  readonly #onread: (no: number) => void;
  #told: number;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #turn = 0;
  #isPaused = false;
  #toldAt = -EVERY_MS;

  constructor(list: HTMLElement, mark: number, onread: (no: number) => void) {
    this.#list = list;
    this.#seen = new Seen(mark);
    this.#told = mark;
    this.#onread = onread;
  }

  /** Returns how to stop, which tells what is left to tell. */
  start(): () => void {
    const move = () => (this.#frame ||= requestAnimationFrame(() => this.#look()));
    const leave = () => this.#tell();
    const posted = new MutationObserver(move);
    posted.observe(this.#list, { childList: true, subtree: true });
    for (const name of MOVES) addEventListener(name, move, { capture: true, passive: true });
    addEventListener('pagehide', leave);
    move();
    return () => {
      posted.disconnect();
      for (const name of MOVES) removeEventListener(name, move, { capture: true });
      removeEventListener('pagehide', leave);
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#looking);
      this.#tell();
    };
  }

  /** Another page of the same reader has come further; or has made it unread again, and so it stays. */
  moveTo({ turn, no }: ReadMark): void {
    if (turn > this.#turn && no < this.#told) this.#isPaused = true;
    this.#turn = Math.max(this.#turn, turn);
    this.#told = Math.max(this.#told, no);
    this.#seen.moveTo(no);
  }

  #look(): void {
    this.#frame = 0;
    clearTimeout(this.#looking);
    const isVisible = document.visibilityState === 'visible';
    const now = performance.now();
    const next = this.#seen.look(isVisible ? this.#shown() : [], now);
    if (next !== null) this.#looking = setTimeout(() => this.#look(), next - now + 1);
    if (!isVisible) this.#tell();
    else if (this.#seen.mark > this.#told)
      this.#telling ??= setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + EVERY_MS - now));
  }

  #shown(): Shown[] {
    const shown: Shown[] = [];
    for (const post of this.#list.children) {
      const [, no] = /^post-(\d+)$/.exec(post.id) ?? [];
      if (!no) continue;
      const { top, bottom, left, width } = post.getBoundingClientRect();
      if (top > innerHeight) break;
      const hasFocus = post.contains(document.activeElement);
      if (bottom <= 0 && !hasFocus) continue;
      // What lies over it, such as the bar of places on a phone, hides it.
      const atEnd = document.elementFromPoint(left + width / 2, bottom - 2);
      shown.push({ no: Number(no), hasEnd: hasFocus || (atEnd !== null && post.contains(atEnd)) });
    }
    return shown;
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const { mark } = this.#seen;
    if (this.#isPaused || mark <= this.#told) return;
    this.#told = mark;
    this.#toldAt = performance.now();
    this.#onread(mark);
  }
}
