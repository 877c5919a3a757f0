import { KeptRead } from '../../platform/kept-read.ts';
import type { Resource, Services } from '../../services.ts';
import { findNewestChanges, type RulesRecord } from './store.ts';
import { agreedBy } from './versions.ts';

/** How long another server's new version may go unnoticed. */
const KEPT_MS = 2_000;
/** Of so many people it is remembered that they have read it. */
const MOST = 10_000;

type Newest = Pick<RulesRecord, '_id' | 'changes'> | null;

/** Every page of somebody signed in asks for it, and there is a new one once in a year. */
class KeptNewest extends KeptRead<Newest> {
  /** Who has agreed to which version or a later one: nobody takes that back. */
  readonly #agreed = new Map<string, number>();

  async hasAgreed(personId: string, version: number): Promise<boolean> {
    if ((this.#agreed.get(personId) ?? -1) >= version) return true;
    const agreed = await agreedBy(personId);
    if (agreed < version) return false;
    if (this.#agreed.size >= MOST) this.#agreed.clear();
    this.#agreed.set(personId, agreed);
    return true;
  }
}

const keptNewest: Resource<KeptNewest> = { open: () => new KeptNewest(findNewestChanges, KEPT_MS) };

/** What somebody has not read yet of the newest version; null where there is nothing to read. */
export async function unreadBy(services: Pick<Services, 'use'>, personId: string): Promise<Newest> {
  const kept = services.use(keptNewest);
  const newest = await kept.current();
  return newest && !(await kept.hasAgreed(personId, newest._id)) ? newest : null;
}

/** For the server that has published one itself. */
export function forgetNewest(services: Pick<Services, 'use'>): void {
  services.use(keptNewest).forget();
}
