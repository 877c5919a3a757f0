import { isStaff, type Actor } from '../kernel/access.ts';
import type { GroupId, PersonId } from '../kernel/ids.ts';
import type { EntryAudience, EntryState } from './entity.ts';
import { permissions, type Deed, type Who } from './permissions.ts';
import { isShown, stateAfter, steps, type Act } from './state.ts';

/**
 * What somebody is to an entry. `curator`: looks after the library, and it is not theirs; for now moderators and admins.
 * `override`: an admin who owns it. `proposer`: the version that waits is theirs.
 */
export type Standing = 'owner' | 'curator' | 'override' | 'proposer';

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
  renew: ['owner', 'curator'],
  fix: ['owner'],
  accept: ['curator', 'override'],
  refuse: ['curator'],
  retract: ['proposer'],
  again: ['curator', 'override'],
  confirm: ['owner', 'curator'],
  unname: ['owner', 'curator'],
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

/** Whose it is, and whose the version is that waits. */
export interface Whose extends Pick<Owned, 'by'> {
  readonly versions?: { readonly proposed: Pick<Owned, 'by'> | null } | null;
  /** Whom it would name, of what was made of a practice note. */
  readonly note?: { readonly asked: readonly { readonly answer: 'waiting' | 'yes' }[] } | null;
}

export function standingsOf(actor: Actor, { by, versions }: Whose): readonly Standing[] {
  if (actor.kind !== 'person') return [];
  const isOwner = by?.personId === actor.id;
  if (!isOwner && !isStaff(actor)) return [];
  return [
    isOwner ? 'owner' : 'curator',
    ...(isOwner && actor.role === 'admin' ? (['override'] as const) : []),
    ...(versions?.proposed?.by?.personId === actor.id ? (['proposer'] as const) : []),
  ];
}

/** Of a version that is one's own somebody else decides. */
const ofOthers: ReadonlySet<Act> = new Set(['accept', 'refuse']);
/** For which there has to be a version that waits. */
const ofProposals: ReadonlySet<Act> = new Set(['accept', 'refuse', 'retract']);

/** In which standing somebody may; null where they may not, whatever state it is in. */
export function standingFor(actor: Actor, entry: Whose, act: Act): Standing | null {
  const standings = standingsOf(actor, entry);
  const isOwn = ofOthers.has(act) && standings.includes('proposer');
  return standings.find((its) => mayAct[act].includes(its) && !(isOwn && its === 'curator')) ?? null;
}

// What the table has rows for.
const acts = Object.keys(steps) as readonly Act[];

/** Whether somebody has not said yet whether it may name them. */
function isAsking({ note }: Whose): boolean {
  return note?.asked.some(({ answer }) => answer === 'waiting') ?? false;
}

/** What somebody may do with an entry as it stands. */
export function actsFor(actor: Actor, entry: Whose & Pick<Owned, 'state'>): Act[] {
  return acts.filter(
    (act) =>
      stateAfter(act, entry.state) !== null &&
      standingFor(actor, entry, act) !== null &&
      (!ofProposals.has(act) || Boolean(entry.versions?.proposed)) &&
      (act !== 'unname' || isAsking(entry)),
  );
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

type Placed = Pick<Owned, 'by' | 'audience' | 'groups'>;

/** What somebody is to an entry; without one, to the library. */
export function whoIs(actor: Actor, entry: Placed | null): Who {
  if (actor.kind !== 'person') return 'stranger';
  if (entry?.by?.personId === actor.id) return 'owner';
  if (isStaff(actor)) return actor.role === 'admin' ? 'admin' : 'moderator';
  return entry?.groups.some((one) => actor.groups.includes(one)) ? 'group' : 'member';
}

/** What the permissions say, of an entry or of the library as a whole. */
export function mayDo(actor: Actor, deed: Deed, entry: Placed | null = null): boolean {
  const cell = permissions[deed][whoIs(actor, entry)];
  return cell === 'audience' ? entry !== null && isFor(actor, entry) : cell === 'yes';
}

/**
 * What there is of an entry for somebody. `whole`: all of it, with its files. `closed`: that it is hidden or was removed,
 * for those who could read it before. Null: there is no such entry.
 */
export function viewOf(actor: Actor, entry: Owned): 'whole' | 'closed' | null {
  const looksAfter = mayDo(actor, 'read-kept', entry);
  if (entry.state === 'removed') {
    // What its owner discarded nobody is told of.
    const isTold = looksAfter ? entry.wasShown || entry.reason !== '' : entry.wasShown && isFor(actor, entry);
    return isTold ? 'closed' : null;
  }
  if (looksAfter) return 'whole';
  if (!mayDo(actor, 'read', entry)) return null;
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
