import { personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';
import { heldLimits } from '@hearth/shared/held/limits';
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

/** Who needs not be asked about: those who are not new write the most, and nothing is read for it. */
class KnownPeople {
  readonly #kept = new Map<string, { readonly level: TrustLevel; readonly at: number }>();
  /** Those whom nobody has invited, which does not change. */
  readonly uninvited = new Set<string>();

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

/** Somebody's level, and how many posts of theirs stand, as far as that is ever asked of somebody new. */
export interface Trust {
  readonly level: TrustLevel;
  posts(): Promise<number>;
}

export async function trustIn(services: Services, { actor, joinedAt }: Somebody): Promise<Trust> {
  const people = services.use(knownPeople);
  const kept = people.find(actor.id);
  if (kept) return { level: kept, posts: () => Promise.resolve(trustNeeds.regular.posts) };
  const about = { personId: actor.id, role: actor.role, joinedAt, groups: actor.groups };
  // Whoever joined lately is new whatever they have written, unless somebody vouches for them.
  if (
    actor.role === 'member' &&
    daysOf(services, about) < trustNeeds.member.days &&
    !(await isVouched(services, about))
  )
    return { level: 'new', posts: () => countWritten(actor.id, heldLimits.firstPosts) };
  const known = await knownOf(services, about);
  const level = trustOf(known);
  if (level !== 'new') people.keep(actor.id, level);
  return { level, posts: () => Promise.resolve(known.posts) };
}

interface About {
  readonly personId: PersonId;
  readonly role: Known['role'];
  readonly joinedAt: Date;
  readonly groups: readonly string[];
}

/** What is counted of posts: those that stand, and no more than the highest level takes. */
export async function knownOf(services: Services, about: About): Promise<Known> {
  const { personId, role } = about;
  const [posts, vouched] = await Promise.all([
    countWritten(personId, trustNeeds.regular.posts),
    isVouched(services, about),
  ]);
  return { role, days: daysOf(services, about), posts, isVouched: vouched };
}

/** How well somebody is known who is not here themselves; null for whoever has no account, or none yet. */
export async function trustOfPerson(
  services: Services,
  personId: string,
): Promise<{ readonly level: TrustLevel; readonly joinedAt: Date } | null> {
  const person = await findPerson(personId);
  if (person?.status !== 'active') return null;
  const { role, joinedAt, groups = [] } = person;
  const known = await knownOf(services, { personId: personIdRule.parse(person._id), role, joinedAt, groups });
  return { level: trustOf(known), joinedAt };
}

async function isVouched(services: Services, { personId, groups }: About): Promise<boolean> {
  const { uninvited } = services.use(knownPeople);
  if (await areLetIn(groups)) return true;
  if (uninvited.has(personId)) return false;
  if ((await findPerson(personId))?.isInvited) return true;
  if (uninvited.size >= MOST_KEPT) uninvited.clear();
  uninvited.add(personId);
  return false;
}

function daysOf({ clock }: Services, { joinedAt }: About): number {
  return Math.max(0, Math.floor((clock.now().getTime() - joinedAt.getTime()) / DAY_MS));
}
