/** The rows of the matrix of who may what that are about collections and what one has saved. */
interface Ends<E> {
  readonly anybody: E;
  readonly staff: E;
  readonly signedIn: E;
}

export function commandsOfSaving<E>({ staff, signedIn }: Ends<E>) {
  return {
    'collection.draft': staff,
    'collection.change': staff,
    'collection.add': staff,
    'collection.turn': staff,
    'saved.keep': signedIn,
    'saved.drop': signedIn,
  } as const;
}

export function queriesOfSaving<E>({ anybody, signedIn }: Ends<E>) {
  return {
    'collection.list': anybody,
    'collection.get': anybody,
    'collection.of': anybody,
    'saved.list': signedIn,
    'saved.of': anybody,
  } as const;
}
