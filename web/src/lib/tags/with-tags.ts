import type { ApiClient } from '@hearth/shared/transport';
import { found } from '../api/answers.ts';
import * as m from '../paraglide/messages.js';
import type { Loaded } from '../live/views.ts';
import { escaped } from '../text/escaped.ts';

/** What tags are called in the language of the page, by id. */
export type TagNames = Readonly<Record<string, string>>;

/** What a page was loaded with, and what the tags of the threads in it are called. */
export async function withTags<Data extends object>(
  { api, locale }: Pick<App.Locals, 'api' | 'locale'>,
  data: Data,
): Promise<Data & { tagNames: TagNames }> {
  const ids = new Set(tagsIn(data));
  if (ids.size === 0) return { ...data, tagNames: {} };
  const { tags } = found(await api.query('tag.list', {}));
  const named = tags.filter(({ id }) => ids.has(id));
  return { ...data, tagNames: Object.fromEntries(named.map(({ id, name }) => [id, name[locale]])) };
}

/** The same that `Tags.svelte` shows, for pages that have no script to spare. */
export function chipsOf(ids: readonly string[], names: TagNames): string {
  const chips = ids.flatMap((id) => (names[id] ? `<a href="/tags/${id}">${escaped(names[id])}</a>` : []));
  return chips.length > 0 ? `<span class="tags" role="group" aria-label="${m.tags()}">${chips.join('')}</span>` : '';
}

function tagsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    name === 'tags' && Array.isArray(held) ? held.filter((one) => typeof one === 'string') : tagsIn(held),
  );
}

/** Those that threads may be given, as they are called in the language of the page. */
export async function offeredTags(
  api: ApiClient,
  locale: App.Locals['locale'],
  held: readonly string[] = [],
): Promise<Loaded<'tag.list'>['tags']> {
  const { tags } = found(await api.query('tag.list', {}));
  return tags
    .filter(({ id, retired, mergedInto }) => !mergedInto && (!retired || held.includes(id)))
    .sort((one, other) => one.name[locale].localeCompare(other.name[locale], locale));
}
