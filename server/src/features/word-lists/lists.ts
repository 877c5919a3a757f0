import { Matcher } from '@hearth/shared/word-lists/matching';
import type { Resource, Services } from '../../services.ts';
import { findVersion, readAllWords, type WatchedWordRecord } from './store.ts';

/** How long another server's change of a list may go unnoticed. */
const KEPT_MS = 2_000;

interface Kept {
  readonly version: number;
  readonly matcher: Matcher<WatchedWordRecord>;
}

/** Everything that is published is looked at, and the lists change rarely: they are read anew where their version is another one. */
class Lists {
  #kept: Promise<Kept> | null = null;
  #askedAt = -Infinity;

  async matcher(): Promise<Matcher<WatchedWordRecord>> {
    if (performance.now() - this.#askedAt >= KEPT_MS) {
      this.#askedAt = performance.now();
      const before = this.#kept;
      this.#kept = newer(before);
      this.#kept.catch(() => this.forget());
    }
    return (await (this.#kept ?? newer(null))).matcher;
  }

  forget(): void {
    this.#kept = null;
    this.#askedAt = -Infinity;
  }
}

async function newer(before: Promise<Kept> | null): Promise<Kept> {
  // First the version: what changes in between is read once more.
  const version = await findVersion();
  const kept = await before?.catch(() => null);
  return kept?.version === version ? kept : { version, matcher: new Matcher(await readAllWords()) };
}

const lists: Resource<Lists> = { open: () => new Lists() };

export async function currentMatcher(services: Pick<Services, 'use'>): Promise<Matcher<WatchedWordRecord>> {
  return services.use(lists).matcher();
}

/** For the server that has changed one itself. */
export function forgetLists(services: Pick<Services, 'use'>): void {
  services.use(lists).forget();
}
