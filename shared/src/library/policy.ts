import { isStaff, type Actor } from '../kernel/access.ts';
import type { GroupId, PersonId } from '../kernel/ids.ts';
import type { EntryAudience, EntryState } from './entity.ts';
import { isShown, stateAfter, steps, type Act } from './state.ts';

/**
 * What somebody is to an entry. `curator`: looks after the library, and it is not theirs; for now moderators and admins.
 * `override`: an admin who owns it.
 */
export type Standing = 'owner' | 'curator' | 'override';

/** Who may do what: the library's rows of the permissions, for code, tests and docs alike. */
export const mayAct: Readonly<Record<Act, readonly Standing[]>> = {
  edit: ['owner'],
  mend: ['curator'],
  submit: ['owner'],
  withdraw: ['owner'],
  ask: ['curator'],
  publish: ['curator', 'override'],
  'publish-own': ['override'],
  decline: ['curator'],
  hide: ['owner', 'curator'],
  show: ['curator', 'override'],
  archive: ['owner', 'curator'],
  restore: ['curator', 'override'],
  discard: ['owner'],
  remove: ['curator', 'override'],
};

/** What has to be known of an entry to say who may what. */
export interface Owned {
  readonly by: { readonly personId: PersonId } | null;
  readonly audience: EntryAudience;
  readonly groups: readonly GroupId[];
  readonly state: EntryState;
  /** Whether others could read it at some time. */
  readonly wasShown: boolean;
  /** Why it is as it is, in the words of whoever decided. */
  readonly reason: string;
}

export function standingsOf(actor: Actor, { by }: Pick<Owned, 'by'>): readonly Standing[] {
  if (actor.kind !== 'person') return [];
  if (by?.personId !== actor.id) return isStaff(actor) ? ['curator'] : [];
  return actor.role === 'admin' ? ['owner', 'override'] : ['owner'];
}

/** In which standing somebody may; null where they may not, whatever state it is in. */
export function standingFor(actor: Actor, entry: Pick<Owned, 'by'>, act: Act): Standing | null {
  return standingsOf(actor, entry).find((standing) => mayAct[act].includes(standing)) ?? null;
}

// What the table has rows for.
const acts = Object.keys(steps) as readonly Act[];

/** What somebody may do with an entry as it stands. */
export function actsFor(actor: Actor, entry: Pick<Owned, 'by' | 'state'>): Act[] {
  return acts.filter((act) => stateAfter(act, entry.state) !== null && standingFor(actor, entry, act) !== null);
}

/** Whether it is for them once it is published. */
function isFor(actor: Actor, { audience, groups }: Pick<Owned, 'audience' | 'groups'>): boolean {
  switch (audience) {
    case 'everyone':
      return true;
    case 'members':
      return actor.kind === 'person';
    case 'groups':
      return actor.kind === 'person' && groups.some((one) => actor.groups.includes(one));
  }
}

/**
 * What there is of an entry for somebody. `whole`: all of it, with its files. `closed`: that it is hidden or was removed,
 * for those who could read it before. Null: there is no such entry.
 */
export function viewOf(actor: Actor, entry: Owned): 'whole' | 'closed' | null {
  const looksAfter = standingsOf(actor, entry).length > 0;
  if (entry.state === 'removed') {
    // What its owner discarded nobody is told of.
    const isTold = looksAfter ? entry.wasShown || entry.reason !== '' : entry.wasShown && isFor(actor, entry);
    return isTold ? 'closed' : null;
  }
  if (looksAfter) return 'whole';
  if (!isFor(actor, entry)) return null;
  if (isShown(entry.state)) return 'whole';
  return entry.state === 'hidden' ? 'closed' : null;
}

/** For whom what they may read of the library is: a store can ask for these. Null: for everybody there is. */
export function circlesOf(actor: Actor): readonly string[] | null {
  if (isStaff(actor)) return null;
  return actor.kind === 'person' ? ['everyone', 'members', ...actor.groups] : ['everyone'];
}

/** The other half of it: what stands with an entry. */
export function circlesFor({ audience, groups }: Pick<Owned, 'audience' | 'groups'>): readonly string[] {
  return audience === 'groups' ? groups : [audience];
}
