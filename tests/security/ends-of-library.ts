/** The rows of the matrix of who may what that are about the library, its collections and what one has saved. */
interface Ends<E> {
  readonly anybody: E;
  readonly staff: E;
  readonly signedIn: E;
  readonly admins: E;
}

const NO_SUCH = ['no-such-thing', 'no-such-thing', 'no-such-thing', 'no-such-thing'] as const;

export function commandsOfLibrary<E>({ anybody, staff, signedIn }: Ends<E>) {
  return {
    'entry.thank': signedIn,
    'entry.view': anybody,
    'library.draft': signedIn,
    // Of a thread without a note, and an entry that asks nobody.
    'library.give-note': ['sign-in-first', ...NO_SUCH],
    'library.name-me': ['sign-in-first', ...NO_SUCH],
    'library.change': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'library.renew': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'library.version': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    ...{ 'complaint.make': anybody, 'complaint.settle': staff, 'import.check': staff },
    // Of one that nobody has brought in.
    'import.turn': ['sign-in-first', 'not-allowed', 'not-allowed', 'no-such-thing', 'no-such-thing'],
    'library.suggest': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'library.turn': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'collection.draft': staff,
    'collection.change': staff,
    'collection.add': staff,
    'collection.turn': staff,
    'link.check': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'saved.keep': signedIn,
    'saved.seen': signedIn,
    'saved.drop': signedIn,
    'saved.make-list': signedIn,
    // Of a list that nobody has.
    'saved.rename-list': ['sign-in-first', ...NO_SUCH],
    'saved.drop-list': signedIn,
    'saved.restore-list': ['sign-in-first', ...NO_SUCH],
    'saved.place': signedIn,
    'saved.share': ['sign-in-first', ...NO_SUCH],
    'saved.unshare': signedIn,
    'saved.report': ['sign-in-first', ...NO_SUCH],
    'saved.settle': ['sign-in-first', 'not-allowed', 'not-allowed', 'no-such-thing', 'no-such-thing'],
  } as const;
}

export function queriesOfLibrary<E>({ anybody, staff, signedIn, admins }: Ends<E>) {
  return {
    'entry.counts': anybody,
    'entry.threads': anybody,
    'entry.boards': anybody,
    'library.list': anybody,
    'library.related': anybody,
    'library.cards': anybody,
    'library.entry': anybody,
    'library.uses': ['sign-in-first', 'not-allowed', 'not-allowed', 'may', 'may'],
    'library.naming': ['no-such-thing', ...NO_SUCH],
    'library.mine': anybody,
    'library.queue': staff,
    'library.renewed': staff,
    'library.due': staff,
    'library.from-post': anybody,
    'library.export': anybody,
    'library.export-all': admins,
    'complaint.list': staff,
    'import.list': staff,
    'import.get': ['sign-in-first', 'not-allowed', 'not-allowed', 'no-such-thing', 'no-such-thing'],
    'collection.list': anybody,
    'collection.get': anybody,
    'collection.of': anybody,
    'link.of': anybody,
    'link.broken': staff,
    'saved.list': signedIn,
    'saved.of': anybody,
    'saved.lists': signedIn,
    'saved.shared': ['sign-in-first', ...NO_SUCH],
    'saved.for-groups': signedIn,
    'saved.reported': staff,
  } as const;
}
