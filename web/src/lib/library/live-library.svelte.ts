import type { Result } from '@hearth/shared/kernel/errors';
import type { EntryChange, LibraryChange } from '@hearth/shared/library/events';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import { LiveViewAgain } from '../live/live-view-again.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { Refused, valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

type Page = Loaded<'library.entry'>;

/** An entry on screen. */
export class LiveEntry extends LiveViewAgain<EntryChange> {
  readonly #ask: () => Promise<Result<Page>>;
  readonly #page: Page;
  /** Whether another version is current by now: what one has open stays as it is. */
  isNewer = $state(false);

  constructor(live: LivePage, entryId: string, page: Page) {
    const startOf = ({ position }: Page) => ({ state: { rev: position.seq }, position });
    const view = {
      stream: `entry:${entryId}`,
      apply: applyLibraryChange,
      resync: async () => startOf(valueOf(await live.ask('library.entry', { entryId }))),
    };
    super(live, view, startOf(page));
    this.#page = page;
    const version = page.versions ? { version: page.versions.shown } : {};
    this.#ask = async () => live.ask('library.entry', { entryId, ...version });
  }

  /** As long as one may read it; and where nothing of it has changed that one may know, which is no news. */
  protected override async stays(): Promise<boolean> {
    const now = await this.#now();
    if (!now?.entry) return false;
    const shown = this.#page.versions;
    const isNewer = shown !== null && (now.versions?.current ?? 0) > shown.current;
    this.isNewer ||= isNewer;
    return isNewer || (now.entry.kept === null && readIn(now) === readIn(this.#page));
  }

  /** Null where one may not read it any more. Without an answer it is asked again: nothing is swapped on a guess. */
  async #now(): Promise<Page | null> {
    for (let wait = 500; ; wait = Math.min(2 * wait, 60_000)) {
      try {
        const now = valueOf(await this.#ask());
        // The event may be here before what is read.
        if (now.position.seq >= this.state.rev) return now;
      } catch (error) {
        if (error instanceof Refused) return null;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** What a reader sees of an entry. */
function readIn({ entry, versions }: Page): string {
  return JSON.stringify([entry && { ...entry, rev: 0 }, versions]);
}

function listStart({ rev, position }: Loaded<'library.list'>): Start<ShownRev> {
  return { state: { rev }, position };
}

/** The list on screen: it stays as it is read, and says that there is another one. */
export class LiveList extends LiveView<ShownRev, LibraryChange> {
  readonly #shown: number;
  isOld = $derived.by(() => this.state.rev > this.#shown);

  constructor(live: LivePage, page: Loaded<'library.list'>) {
    const view = {
      stream: 'library:all',
      apply: applyLibraryChange,
      resync: async () => listStart(valueOf(await live.ask('library.list', {}))),
    };
    super(live, view, listStart(page));
    this.#shown = page.rev;
  }
}
