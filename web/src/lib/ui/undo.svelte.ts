import { getContext, setContext } from 'svelte';

/** How long the undo stays on offer. */
const LASTS_MS = 10_000;

/** What was just done and how to undo it; only the latest. */
export class Undo {
  said = $state<string | null>(null);
  #takeBack: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  offer(said: string, takeBack: () => void): void {
    clearTimeout(this.#timer);
    this.said = said;
    this.#takeBack = takeBack;
    this.#timer = setTimeout(() => this.dismiss(), LASTS_MS);
  }

  takeBack(): void {
    this.#takeBack?.();
    this.dismiss();
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.said = null;
    this.#takeBack = null;
  }
}

const KEY = Symbol('undo');
export const provideUndo = (): Undo => setContext(KEY, new Undo());
export const useUndo = (): Undo => getContext<Undo>(KEY);
