import type { CollectionChange } from '@hearth/shared/collections/events';
import { applyCollectionChange } from '@hearth/shared/collections/state';
import { LiveViewAgain } from '../live/live-view-again.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';

/** A collection on screen. */
export class LiveCollection extends LiveViewAgain<CollectionChange> {
  constructor(live: LivePage, page: Loaded<'collection.get'>) {
    const collectionId = page.collection.id;
    const startOf = ({ position }: Loaded<'collection.get'>) => ({ state: { rev: position.seq }, position });
    const view = {
      stream: `collection:${collectionId}`,
      apply: applyCollectionChange,
      resync: async () => startOf(valueOf(await live.ask('collection.get', { collectionId }))),
    };
    super(live, view, startOf(page));
  }
}
