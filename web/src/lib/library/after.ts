/** Where the next page of a list begins, as it stands in an address. */
export function afterIn(url: URL): { after: { at: string; id: string } } | Record<string, never> {
  const [at, id] = [url.searchParams.get('at'), url.searchParams.get('after')];
  return at && id ? { after: { at, id } } : {};
}

interface Row {
  readonly at: string;
  readonly id: string;
}

/** The address of the page behind these, with what was chosen for them. */
export function nextPage(rows: readonly Row[], chosen = ''): string {
  const search = new URLSearchParams(chosen);
  const last = rows.at(-1);
  if (last) search.append('at', last.at);
  if (last) search.append('after', last.id);
  return `?${search}`;
}
