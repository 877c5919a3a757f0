import type { LibraryOrder } from '@hearth/shared/library/entity';
import type { facetChoice } from '@hearth/shared/library/facets';
import type { z } from 'zod';
import { found } from '../api/answers.ts';
import { offeredTags } from '../tags/with-tags.ts';
import { facetNames, isValue, type TopicNames } from './facet-words.ts';
import type { Narrowing } from './narrowing.ts';

const COUNTED = ['tried', 'thanked'] as const satisfies readonly LibraryOrder[];

/** What stands in an address; what is no value of its facet is left out. */
export function narrowingIn(url: URL): Narrowing {
  const chosen = facetNames.flatMap(([facet]) => {
    const values = [...new Set(url.searchParams.getAll(facet))].filter((value) => isValue(facet, value));
    return values.length > 0 ? [[facet, values] as const] : [];
  });
  const by = COUNTED.find((order) => order === url.searchParams.get('by')) ?? 'newest';
  const view = url.searchParams.get('view') === 'cards' ? 'cards' : 'list';
  return { chosen: Object.fromEntries(chosen), view, by };
}

type Choice = z.input<z.ZodObject<typeof facetChoice>> & { readonly by: LibraryOrder };

/** As the query takes it. */
export function choiceOf({ chosen, by }: Narrowing): Choice {
  const { year, ...others } = chosen;
  // Each is a value of its facet.
  return { ...others, ...(year && { year: year.map(Number) }), by } as Choice;
}

/** What these topics are called in the language of the page. */
export async function topicNames(
  { api, locale }: Pick<App.Locals, 'api' | 'locale'>,
  ids: readonly string[],
): Promise<TopicNames> {
  if (ids.length === 0) return {};
  const { tags } = found(await api.query('tag.list', {}));
  return Object.fromEntries(tags.flatMap(({ id, name }) => (ids.includes(id) ? [[id, name[locale]]] : [])));
}

/** Those that something may be about: grades have a facet of their own. */
export async function offeredTopics({ api, locale }: Pick<App.Locals, 'api' | 'locale'>, held: readonly string[] = []) {
  return (await offeredTags(api, locale, held)).filter(({ group, id }) => group !== 'grade' || held.includes(id));
}
