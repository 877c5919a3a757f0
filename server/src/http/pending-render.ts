import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RenderedPage } from '@hearth/shared/transport';
import type { Visitor } from '../request/visitor.ts';
import type { Question, StandIn } from '../request/stand-in.ts';

/** A question, and what would be different if its answer were. */
export interface Asked extends Question {
  readonly version: string;
}

/** A page that may be kept. */
export interface Rendered extends RenderedPage {
  readonly asked: readonly Asked[];
  /** In milliseconds since 1970. */
  readonly until: number;
  /** To be another one in every answer. */
  readonly freshId: string;
}

interface Parts {
  /** Whoever asks for the page, where that is known already. */
  readonly visitor: Visitor | null;
  /** Whom it is rendered for instead of them. */
  readonly standIn: StandIn | null;
  /** Null where there is none, and the page may not be kept. */
  readonly versionOf: (question: Question) => Promise<string | null>;
  /** Told when it is a page that is asked for; a file is sent at the pace of whoever reads it. */
  readonly onBegin: () => void;
  /**
   * Puts the page into the cache; returns it as it goes to whoever asked, or null where it is not for them. Null itself
   * where the page is rendered for them alone.
   */
  readonly keep: ((rendered: Rendered) => string | null) | null;
  /** Told what a page asks that might be kept another time. */
  readonly learn: (asked: readonly Asked[]) => void;
}

/** What has come of it for those who wait: the page is in the cache, or it cannot be, or it is for somebody else to render it. */
type Outcome = 'kept' | 'none' | 'left';

/** The page that is being rendered for the request at hand, if the cache has to do with it. */
export const pendingRender = new AsyncLocalStorage<PendingRender>();

/** A page that is being rendered, and that whoever asked may not be the last one to be shown. */
export class PendingRender {
  readonly #parts: Parts;
  readonly #asked: Asked[] = [];
  readonly freshId = randomUUID();
  #until: number | null = null;
  #isOver = false;
  #isForReader: boolean;
  #end: (outcome: Outcome) => void = () => {};
  readonly done = new Promise<Outcome>((resolve) => (this.#end = resolve));

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#isForReader = parts.standIn === null;
  }

  get visitor(): Visitor | null {
    return this.#parts.visitor;
  }

  /** Null as soon as the page is rendered for whoever asked and nobody else. */
  get standIn(): StandIn | null {
    return this.#isForReader ? null : this.#parts.standIn;
  }

  /** A page begins to be rendered: from now on it may be waited for. */
  begin(): void {
    if (!this.#isOver) this.#parts.onBegin();
  }

  /**
   * Before the page asks: an answer that is newer than its version counts as old when somebody looks, the other way round
   * it would be taken for true for ever. What has no version for this reader may not be kept.
   */
  async willAsk(question: Question): Promise<void> {
    if (this.#isOver) return;
    try {
      const version = await this.#parts.versionOf(question);
      if (version === null) this.giveUp();
      else this.#asked.push({ ...question, version });
    } catch {
      // The page asks next, meets the same, and says so in its own words.
      this.giveUp();
    }
  }

  cacheUntil(until: number): void {
    this.#until = until;
  }

  get isCacheable(): boolean {
    return this.#parts.keep !== null && this.#until !== null && !this.#isOver;
  }

  giveUp(): void {
    this.#over('none');
  }

  /** Whoever asked has hung up: whether the page is rendered to its end nobody knows. */
  leave(): void {
    this.#over('left');
  }

  #over(outcome: Outcome): void {
    this.#isOver = true;
    this.#end(outcome);
  }

  /** Returns what goes to whoever asked; or null where that was rendered for somebody else, and they need one of their own. */
  async finish(page: RenderedPage | null): Promise<string | null> {
    // Also by a page for one reader, that nobody else is shown.
    if (this.#until !== null && !this.#isOver) this.#parts.learn(this.#asked);
    const html = page && (await this.#keep(page));
    if (html === null) this.giveUp();
    const own = this.#isForReader ? (page?.html ?? null) : html;
    this.#isForReader = true;
    return own;
  }

  async #keep(page: RenderedPage): Promise<string | null> {
    const until = this.#until;
    const { keep } = this.#parts;
    if (!keep || until === null || this.#isOver || !(await this.#isStillTrue())) return null;
    const html = keep({ ...page, asked: this.#asked, until, freshId: this.freshId });
    this.#over('kept');
    return html;
  }

  /** For one reader versions only move on. Of two readers one may stand where the other was when this was asked. */
  async #isStillTrue(): Promise<boolean> {
    if (!this.#parts.standIn) return true;
    const versions = await Promise.all(this.#asked.map((asked) => this.#parts.versionOf(asked).catch(() => null)));
    return this.#asked.every(({ version }, place) => version === versions[place]);
  }
}
