import type { Clock } from '@hearth/server/platform/clock';

/** The real time, moved by as much as a test wants. */
export class SettableClock implements Clock {
  #offset = 0;

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  advance(ms: number): void {
    this.#offset += ms;
  }
}
