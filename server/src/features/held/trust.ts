import type { PersonId } from '@hearth/shared/kernel/ids';
import { trustNeeds, trustOf, type Known, type TrustLevel } from '@hearth/shared/held/policy';
import type { Resource, Services } from '../../services.ts';
import type { Visitor } from '../../request/visitor.ts';
import { findPerson } from '../accounts/access.ts';
import { areLetIn } from '../groups/access.ts';
import { countWritten } from '../threads/access.ts';

type Somebody = Extract<Visitor, { byline: unknown }>;

const DAY_MS = 86_400_000;
/** How long somebody counts as known before it is asked again: posts may be deleted. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 10_000;

/** Those who are not new: they write the most, and nothing is read for it. */
class KnownPeople {
  readonly #kept = new Map<string, { readonly level: TrustLevel; readonly at: number }>();

  find(personId: string): TrustLevel | null {
    const kept = this.#kept.get(personId);
    return kept && performance.now() - kept.at < KEPT_MS ? kept.level : null;
  }

  keep(personId: string, level: TrustLevel): void {
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(personId, { level, at: performance.now() });
  }
}

const knownPeople: Resource<KnownPeople> = { open: () => new KnownPeople() };

/** Somebody's level, and where they are new how many posts of theirs stand. */
export interface Trust {
  readonly level: TrustLevel;
  readonly posts: number;
}

export async function trustIn(services: Services, { actor, joinedAt }: Somebody): Promise<Trust> {
  const people = services.use(knownPeople);
  const kept = people.find(actor.id);
  if (kept) return { level: kept, posts: trustNeeds.regular.posts };
  const known = await knownOf(services, { personId: actor.id, role: actor.role, joinedAt, groups: actor.groups });
  const level = trustOf(known);
  if (level !== 'new') people.keep(actor.id, level);
  return { level, posts: known.posts };
}

interface About {
  readonly personId: PersonId;
  readonly role: Known['role'];
  readonly joinedAt: Date;
  readonly groups: readonly string[];
}

/** What is counted of posts: those that stand, and no more than the highest level takes. */
export async function knownOf(services: Services, { personId, role, joinedAt, groups }: About): Promise<Known> {
  const [posts, person, isLetIn] = await Promise.all([
    countWritten(personId, trustNeeds.regular.posts),
    findPerson(personId),
    areLetIn(groups),
  ]);
  const days = Math.max(0, Math.floor((services.clock.now().getTime() - joinedAt.getTime()) / DAY_MS));
  return { role, days, posts, isVouched: isLetIn || person?.isInvited === true };
}
