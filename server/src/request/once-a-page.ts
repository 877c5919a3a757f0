/** What several queries of one page need alike. Absent where a query is asked by itself, whose answer is as of that moment. */
export type OnceAPage = Map<unknown, Promise<unknown>>;

/** Works it out for the first query of a page that needs it, and gives the others the same. */
export function onceAPage<Asking extends { readonly onceAPage?: OnceAPage }, T>(
  work: (asking: Asking) => Promise<T>,
): (asking: Asking) => Promise<T> {
  return (asking) => {
    const known = asking.onceAPage?.get(work);
    // What stands under a function is what it has given.
    if (known) return known as Promise<T>;
    const given = work(asking);
    asking.onceAPage?.set(work, given);
    return given;
  };
}
