/** Where the next page of a list begins, as it stands in an address. */
export function afterIn(url: URL): { after: { at: string; id: string } } | Record<string, never> {
  const [at, id] = [url.searchParams.get('at'), url.searchParams.get('after')];
  return at && id ? { after: { at, id } } : {};
}

/** The same in a list that may be sorted by something else than when. */
export function countedAfterIn(url: URL): { after?: { at: string; id: string; count?: number } } {
  const { after } = afterIn(url);
  const count = url.searchParams.get('count');
  return after ? { after: { ...after, ...(count && { count: Number(count) }) } } : {};
}

interface Row {
  readonly at: string;
  readonly id: string;
  /** What it is sorted by, where that is not when. */
  readonly count?: number | undefined;
}

/** The address of the page behind these, with what was chosen for them. */
export function nextPage(rows: readonly Row[], chosen = ''): string {
  const search = new URLSearchParams(chosen);
  const last = rows.at(-1);
  if (last) search.append('at', last.at);
  if (last) search.append('after', last.id);
  if (last?.count !== undefined) search.append('count', String(last.count));
  return `?${search}`;
}
