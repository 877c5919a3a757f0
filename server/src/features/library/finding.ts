import { noFacets } from '@hearth/shared/library/facets';
import type { Resource, Services } from '../../services.ts';
import { inPlaceOf, tagList } from '../tags/access.ts';
import { FacetIndex, type Indexed } from './facet-index.ts';
import { newestKeptAt, readAllPublished, readChanged, type FoundRecord } from './store.ts';

/** So long after a write others may appear that the store had dated before it: by the clock of another shard. */
const OVERLAP_MS = 5_000;

/** The index of what is published, as the store has it. It is read whole when it is first asked for. */
class Kept {
  readonly #index = new FacetIndex();
  /** What was written up to then is in it, as the store dates its writes; null: nothing has been read yet. */
  #upTo: Date | null = null;
  /** When that last moved, and when it was last read, by this process' own clock. */
  #movedAt = 0;
  #readAt = 0;
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<FacetIndex> | null = null;

  /** With all that was written before this was called; those who call while others are being answered read together. */
  current(): Promise<FacetIndex> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      const reading = this.#read();
      this.#reading = reading.catch(() => null);
      return reading;
    });
    return this.#next;
  }

  async #read(): Promise<FacetIndex> {
    const now = performance.now();
    if (this.#upTo === null) await this.#readAll();
    else {
      // Until it was read once so long after it moved: nobody may have asked meanwhile.
      const mayBeLate = this.#readAt - this.#movedAt < OVERLAP_MS;
      await this.#readSince(mayBeLate ? new Date(this.#upTo.getTime() - OVERLAP_MS) : this.#upTo);
    }
    this.#readAt = now;
    return this.#index;
  }

  async #readAll(): Promise<void> {
    // First: what is written while the others are read is read once more.
    const newest = await newestKeptAt();
    for await (const entry of readAllPublished()) this.#index.put(indexedOf(entry));
    this.#moveTo(newest);
  }

  /** In the order of their dates, so that the last one says how far this has come. */
  async #readSince(since: Date): Promise<void> {
    for await (const entry of readChanged(since)) {
      if (entry.state === 'published') this.#index.put(indexedOf(entry));
      else this.#index.drop(entry._id);
      this.#moveTo(entry.keptAt);
    }
  }

  #moveTo(date: Date): void {
    if (this.#upTo && date <= this.#upTo) return;
    [this.#upTo, this.#movedAt] = [date, performance.now()];
  }
}

export function indexedOf(entry: Omit<FoundRecord, 'keptAt' | 'state'>): Indexed {
  const { _id: id, circles, kind, languages, publishedAt, facets = noFacets } = entry;
  const { topics: topic, areas: area, grades: grade, readers, place, year } = facets;
  return {
    ...{ id, circles, order: publishedAt?.getTime() ?? 0 },
    values: {
      ...{ kind: [kind], topic, area, grade, readers, language: languages },
      place: place ? [place] : [],
      year: year === null ? [] : [String(year)],
    },
  };
}

const kept: Resource<Kept> = { open: () => new Kept() };

export async function libraryIndex(services: Services): Promise<FacetIndex> {
  return services.use(kept).current();
}

/** Which tag stands in the place of which. */
export async function topicsInPlace(services: Services): Promise<(id: string) => string> {
  const { tags } = await tagList(services);
  return (id) => inPlaceOf(tags, id)?._id ?? id;
}
