import type { EntryChange, LibraryChange } from '@hearth/shared/library/events';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import { LiveViewAgain } from '../live/live-view-again.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

/** An entry on screen. */
export class LiveEntry extends LiveViewAgain<EntryChange> {
  constructor(live: LivePage, entryId: string, page: Loaded<'library.entry'>) {
    const startOf = ({ position }: Loaded<'library.entry'>) => ({ state: { rev: position.seq }, position });
    const view = {
      stream: `entry:${entryId}`,
      apply: applyLibraryChange,
      resync: async () => startOf(valueOf(await live.ask('library.entry', { entryId }))),
    };
    super(live, view, startOf(page));
  }
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
