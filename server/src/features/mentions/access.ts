import { addressedIn, mentionsIn, withNames, type Mention } from '@hearth/shared/mentions/address';
import { groupMentions, peopleMentioned } from '@hearth/shared/mentions/budgets';
import { mentionError } from '@hearth/shared/mentions/errors';
import { mentionLimits } from '@hearth/shared/mentions/limits';
import { personIdOf, type Context } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { groupsToMention } from '../groups/access.ts';

/** Words as they are posted, with everybody's own name, whatever stood in them. */
export interface Named {
  readonly text: string;
  /**
   * Refuses words that name too many, or a group that is not for their author to mention; what was named `before` may stay.
   * Asked when they are about to be written, so that a command that comes again gets its first answer.
   */
  requireMay(before?: string): Promise<void>;
}

/** What other features may use of this one. */
export async function namedIn(context: Context, text: string): Promise<Named> {
  const named = mentionsIn(text);
  // A text that names a thousand is refused later, and looks up none.
  if (named.length === 0 || named.length > mentionLimits.each)
    return { text, requireMay: async () => requireFew(named) };
  const [people, groups] = await Promise.all([
    readActive(idsOf(named, 'person')),
    groupsToMention(context, idsOf(named, 'group')),
  ]);
  const names = new Map<string, string>([
    ...people.map(({ id, byline }) => [id, byline.name] as const),
    ...[...groups].map(([id, { name }]) => [id, name.replace(/[[\]\n]/g, ' ')] as const),
  ]);
  /** Asked once, however often it is decided. */
  let counted: Promise<void> | null = null;
  return {
    text: withNames(text, ({ id }) => names.get(id) ?? null),
    async requireMay(before = '') {
      const old = new Set(addressedIn(before).map(({ id }) => id));
      const fresh = addressedIn(text).filter(({ id }) => !old.has(id));
      // A group that is not there for them is nobody: nothing is said of it.
      const freshGroups = fresh.flatMap(({ id }) => groups.get(id) ?? []);
      if (freshGroups.some(({ may }) => !may)) throw mentionError('no-group-mention');
      const freshPeople = people.filter(
        ({ id }) => id !== personIdOf(context.actor) && fresh.some((one) => one.id === id),
      );
      await (counted ??= count(context, freshPeople.length, freshGroups.length));
      context.counter.require(peopleMentioned);
      context.counter.require(groupMentions);
    },
  };
}

/** Whoever is named is told: also by an edit, which may name others each time. */
async function count({ counter }: Context, people: number, groups: number): Promise<void> {
  let told = 0;
  while (told < people && (await counter.may(peopleMentioned))) told++;
  if (groups > 0) await counter.may(groupMentions);
}

function requireFew({ length }: readonly Mention[]): void {
  if (length > mentionLimits.each) throw mentionError('too-many-mentions', { params: { most: mentionLimits.each } });
}

function idsOf(named: readonly Mention[], kind: Mention['kind']): string[] {
  return named.filter((one) => one.kind === kind).map(({ id }) => id);
}
