const LINK = /(?:https?:\/\/([^\s/<>()[\]"]+)|(?<![\w./-]))\/library\/([0-9a-f]{16})(?![\w-])/gi;

/** The ids of the entries that words link to, each once: at our own host, or by a path alone. */
export function entriesIn(text: string, host: string): string[] {
  const found = [...text.matchAll(LINK)].flatMap(([, site, id]) =>
    id && (!site || site.toLowerCase() === host) ? [id.toLowerCase()] : [],
  );
  return [...new Set(found)];
}
