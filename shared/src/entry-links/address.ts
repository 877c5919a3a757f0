/** Every runtime that this runs in has it. */
declare const URL: {
  parse(address: string): Readonly<Record<'host' | 'username' | 'password' | 'pathname', string>> | null;
};

const LINK = /(?:https?:\/\/([^\s/<>()[\]"]+)|(?<![\w./-]))\/library\/([0-9a-f]{16})(?![\w-])/gi;

/** The entry that an address leads to; null where it leads elsewhere. `host`: our own, with its port. */
export function entryAt(address: string, host: string): string | null {
  const url = URL.parse(address);
  if (!url || named(url.host) !== named(host) || url.username || url.password) return null;
  return /^\/library\/([0-9a-f]{16})(?:\/[^/]*)?$/.exec(url.pathname)?.[1] ?? null;
}

/** The ids of the entries that words link to, each once: at our own host, or by a path alone. */
export function entriesIn(text: string, host: string): string[] {
  const found = [...text.matchAll(LINK)].flatMap(([, site, id]) =>
    id && (!site || named(site.toLowerCase()) === named(host)) ? [id.toLowerCase()] : [],
  );
  return [...new Set(found)];
}

/** The names that a machine has for itself are one: a network that has no address yet is opened by any of them. */
function named(host: string): string {
  return host.replace(/^(127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost');
}
