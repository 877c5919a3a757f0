import type { Feed, FeedEntry } from '@hearth/shared/feeds/entity';
import * as m from '../paraglide/messages.js';
import { threadPath } from '../threads/thread-path.ts';
import { declaration, element } from './xml.ts';

interface Place {
  /** `https://network.example` */
  readonly origin: string;
  /** Where the feed is, without its key. */
  readonly path: string;
  /** The page that shows the same. */
  readonly page: string;
  readonly locale: 'en' | 'es';
}

/** A feed as Atom (RFC 4287), which readers of RSS understand too. A key stands nowhere in it. */
export function atom(feed: Feed, { origin, path, page, locale }: Place): string {
  const named = feed.title ?? feed.name?.[locale];
  const latest = feed.entries.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), EPOCH);
  return (
    declaration +
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': locale },
      {
        inner: [
          element('id', {}, { text: origin + path }),
          element('title', {}, { text: named ? `${named} · Hearth` : 'Hearth' }),
          element('subtitle', {}, { text: m.what_this_is({}, { locale }) }),
          element('updated', {}, { text: latest }),
          element('link', { rel: 'self', type: 'application/atom+xml', href: origin + path }),
          element('link', { rel: 'alternate', type: 'text/html', href: origin + page }),
          element('icon', {}, { text: `${origin}/icon-192.png` }),
          ...feed.entries.map((entry) => entryOf(entry, origin, locale)),
        ],
      },
    )
  );
}

const EPOCH = '1970-01-01T00:00:00.000Z';

function entryOf(entry: FeedEntry, origin: string, locale: 'en' | 'es'): string {
  const thread = { id: entry.threadId, title: entry.title };
  const author = entry.author ?? m.former_member({}, { locale });
  return element(
    'entry',
    { 'xml:lang': entry.language },
    {
      inner: [
        // Stays the same when the thread gets another title.
        element('id', {}, { text: `${origin}/t/${entry.threadId}#post-${entry.no}` }),
        element('title', {}, { text: entry.title }),
        element('link', { rel: 'alternate', type: 'text/html', href: origin + threadPath(thread, entry.no) }),
        element('author', {}, { inner: [element('name', {}, { text: author })] }),
        element('published', {}, { text: entry.at }),
        element('updated', {}, { text: entry.updatedAt }),
        element('summary', {}, { text: entry.excerpt }),
        ...(entry.html ? [element('content', { type: 'html' }, { text: elsewhere(entry.html, origin) })] : []),
      ],
    },
  );
}

/** Posts lead to pages and pictures of their own network, and are read elsewhere. The HTML is our renderer's, cleaned. */
function elsewhere(html: string, origin: string): string {
  return html.replace(/ (?:srcset|sizes)="[^"]*"/g, '').replace(/ (href|src)="\/(?!\/)/g, ` $1="${origin}/`);
}
