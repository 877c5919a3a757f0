import type { CollectionState, CollectionTurn } from './entity.ts';
import type { CollectionChange } from './events.ts';

/** From where to where each act leads. */
export const collectionSteps: Readonly<
  Record<CollectionTurn, { readonly from: readonly CollectionState[]; readonly to: CollectionState }>
> = {
  publish: { from: ['draft'], to: 'published' },
  withdraw: { from: ['published'], to: 'draft' },
  remove: { from: ['draft', 'published'], to: 'removed' },
};

/** Which one is shown. */
export interface ShownCollection {
  readonly rev: number;
}

/** The one place where an event becomes state. */
export function applyCollectionChange(state: ShownCollection, { rev }: CollectionChange): ShownCollection {
  return rev > state.rev ? { rev } : state;
}
