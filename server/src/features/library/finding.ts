import { folded } from '@hearth/shared/kernel/folded';
import type { LibraryOrder } from '@hearth/shared/library/entity';
import { noFacets } from '@hearth/shared/library/facets';
import type { Resource, Services } from '../../services.ts';
import { newestCountsAt, readAllCounts, readCountsSince, type DatedCounts } from '../entry-counts/access.ts';
import { inPlaceOf, tagList } from '../tags/access.ts';
import { FacetIndex, type Indexed } from './facet-index.ts';
import { Following } from './following.ts';
import { newestKeptAt, readAllPublished, readChanged, type FoundRecord } from './store.ts';

/** The index of what is published, as the store has it. What is counted of entries is read where an order asks for it. */
class Kept {
  readonly #index = new FacetIndex();
  readonly #entries = new Following<FoundRecord>({
    ...{ newest: newestKeptAt, all: readAllPublished, since: readChanged },
    take: (entry) => {
      if (entry.state === 'published') this.#index.put(indexedOf(entry));
      else this.#index.drop(entry._id);
    },
  });
  readonly #counts = new Following<DatedCounts>({
    ...{ newest: newestCountsAt, all: readAllCounts, since: readCountsSince },
    take: ({ _id, tried, thanks }) =>
      this.#index.count(_id, { tried: tried.worked + tried.partly + tried.no, thanked: thanks }),
  });

  async current(by: LibraryOrder): Promise<FacetIndex> {
    await Promise.all([this.#entries.current(), by === 'newest' ? null : this.#counts.current()]);
    return this.#index;
  }
}

export function indexedOf(entry: Omit<FoundRecord, 'keptAt' | 'state'>): Indexed {
  const { _id: id, circles, kind, title, languages, publishedAt, facets = noFacets } = entry;
  const { topics: topic, areas: area, grades: grade, readers, place, year } = facets;
  return {
    ...{ id, circles, title: folded(title), order: publishedAt?.getTime() ?? 0 },
    values: {
      ...{ kind: [kind], topic, area, grade, readers, language: languages },
      place: place ? [place] : [],
      year: year === null ? [] : [String(year)],
    },
  };
}

const kept: Resource<Kept> = { open: () => new Kept() };

export async function libraryIndex(services: Services, by: LibraryOrder = 'newest'): Promise<FacetIndex> {
  return services.use(kept).current(by);
}

/** Which tag stands in the place of which. */
export async function topicsInPlace(services: Services): Promise<(id: string) => string> {
  const { tags } = await tagList(services);
  return (id) => inPlaceOf(tags, id)?._id ?? id;
}
