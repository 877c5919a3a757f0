/** The rows of the matrix of who may what that are about collections. */
interface Ends<E> {
  readonly anybody: E;
  readonly staff: E;
}

export function commandsOfSaving<E>({ staff }: Ends<E>) {
  return {
    'collection.draft': staff,
    'collection.change': staff,
    'collection.add': staff,
    'collection.turn': staff,
  } as const;
}

export function queriesOfSaving<E>({ anybody }: Ends<E>) {
  return { 'collection.list': anybody, 'collection.get': anybody, 'collection.of': anybody } as const;
}
