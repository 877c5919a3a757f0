import { AsyncLocalStorage } from 'node:async_hooks';
import type { RenderedPage } from '@hearth/shared/door';
import type { Call } from '../commands.ts';
import { versionOf } from '../queries.ts';

/** What a page was made from: a question, and what would be different if its answer were. */
export interface Asked {
  readonly name: string;
  readonly input: unknown;
  readonly stamp: string;
}

/** A page that may be kept. */
export interface Made extends RenderedPage {
  readonly asked: readonly Asked[];
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** The page that is being rendered for the request at hand, if it is one that might be kept. */
export const underWay = new AsyncLocalStorage<Making>();

/** A page that is being rendered for a stranger, who may not be the last one to ask for it. */
export class Making {
  readonly #call: Call;
  readonly #onBegin: () => void;
  readonly #asked: Asked[] = [];
  #until: number | null = null;
  #isOver = false;
  #end: (made: Made | null) => void = () => {};
  /** The page; or null, as soon as it is known that it may not be kept. */
  readonly done = new Promise<Made | null>((resolve) => (this.#end = resolve));

  /** `onBegin` is told when it is a page that is asked for; a file is sent at the pace of whoever reads it. */
  constructor(call: Call, onBegin: () => void) {
    this.#call = call;
    this.#onBegin = onBegin;
  }

  /** A page begins to be rendered: from now on it may be waited for. */
  begin(): void {
    if (!this.#isOver) this.#onBegin();
  }

  /**
   * Before the page asks: an answer that is newer than its stamp counts as old when somebody looks, the other way round
   * it would be taken for true for ever. What has no stamp, or none for strangers, may not be kept.
   */
  async willAsk(name: string, input: unknown): Promise<void> {
    try {
      const stamp = await versionOf(this.#call, name, input);
      if (stamp === null) this.giveUp();
      else this.#asked.push({ name, input, stamp });
    } catch {
      // The page asks next, meets the same, and says so in its own words.
      this.giveUp();
    }
  }

  mayKeep(until: number): void {
    this.#until = until;
  }

  get isKept(): boolean {
    return this.#until !== null && !this.#isOver;
  }

  giveUp(): void {
    this.#isOver = true;
    this.#end(null);
  }

  finish(page: RenderedPage): void {
    if (this.#until === null) this.giveUp();
    else this.#end({ ...page, asked: this.#asked, until: this.#until });
  }
}
