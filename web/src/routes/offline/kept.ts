const keysOf = (prefix: string) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

/**
 * How much of what was written is on this device: waiting to be sent, and begun. Numbers and no words: whoever holds the
 * device now may be somebody else.
 */
export function countKept(): { readonly waiting: number; readonly begun: number } {
  try {
    // How far somebody has read waits too, and is nothing they wrote.
    const waiting = keysOf('hearth:unanswered:').filter((key) => !isReading(localStorage.getItem(key))).length;
    const drafts = keysOf('hearth:draft:').filter((key) => !/:(title|nameless|server|links)~/.test(key)).length;
    // What waits is a draft until it has arrived.
    return { waiting, begun: Math.max(0, drafts - waiting) };
  } catch {
    return { waiting: 0, begun: 0 };
  }
}

function isReading(command: string | null): boolean {
  return /"name":"(thread\.mark-read|unread\.from)"/.test(command ?? '');
}

/** The copies that the service worker keeps, the ones read last first. */
export async function readCopies(): Promise<readonly { readonly path: string; readonly title: string }[]> {
  const copies = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const { pathname, search } = new URL(url);
      if (pathname === '/offline' || /^\/(_app\/|favicon)/.test(pathname)) continue;
      const html = (await (await cache.match(url))?.text()) ?? '';
      const { title } = new DOMParser().parseFromString(html, 'text/html');
      copies.push({ path: pathname + search, title: title.replace(/ · Hearth$/, '') });
    }
  }
  return copies.reverse();
}
