import { randomBytes } from 'node:crypto';
import { batchById } from '../../platform/batch.ts';
import type { BoardReadership } from '@hearth/shared/boards/policy';
import type { Among } from '@hearth/shared/boards/rights';
import type { Byline, Profile, Work } from '@hearth/shared/accounts/entity';
import { folded } from '@hearth/shared/kernel/folded';
import type { Role } from '@hearth/shared/kernel/rights';
import type { GroupId, PersonId } from '@hearth/shared/kernel/ids';
import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { PersonModel, type PersonRecord, type Standing } from './model.ts';
import { keysOf } from './name-keys.ts';
import { presentByline } from './present.ts';
import { isSuspended } from './standing.ts';

export type { PersonRecord, Standing } from './model.ts';

/** People on one page of a list. */
const PAGE = 100;

export type NewPerson = Omit<
  PersonRecord,
  '_id' | 'nameKey' | 'laterKeys' | 'passwordHash' | 'status' | 'erasing' | 'seq' | 'mark'
> &
  Partial<Pick<PersonRecord, 'passwordHash' | 'status'>> & { readonly id: string };

/** False when the address, or the id, has an account already. */
export async function insertPerson({ id, ...person }: NewPerson): Promise<boolean> {
  const record = {
    status: 'active' as const,
    passwordHash: null,
    erasing: null,
    seq: 0,
    mark: '',
    ...person,
    ...keysOf(person.name),
  };
  try {
    const written = await PersonModel.updateOne({ _id: id }, { $setOnInsert: record }, { upsert: true });
    return written.upsertedCount === 1;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export const findPerson: (id: string) => Promise<PersonRecord | null> = batchById(readPeople);

export async function findByEmail(email: string): Promise<PersonRecord | null> {
  return PersonModel.findOne({ email }).lean<PersonRecord>();
}

export async function readPeople(ids: readonly string[]): Promise<PersonRecord[]> {
  return PersonModel.find({ _id: { $in: [...ids] } }).lean<PersonRecord[]>();
}

/** Somebody who can be asked to do something. */
interface ActivePerson {
  readonly id: PersonId;
  readonly role: Role;
  /** How they sign. */
  readonly byline: Byline;
}

/** Those of them whose account is open, in the order they were named: whoever waits or is closed is nobody to others. */
export async function readActive(ids: readonly string[]): Promise<ActivePerson[]> {
  const people = new Map((await readPeople(ids)).map((person) => [person._id, person]));
  return ids.flatMap((wanted) => {
    const person = people.get(wanted);
    if (person?.status !== 'active') return [];
    const byline = presentByline(person);
    return [{ id: byline.personId, role: person.role, byline }];
  });
}

/** Whose account is closed, also while it is being erased. */
export async function readClosed(): Promise<string[]> {
  const closed = await PersonModel.find({ status: 'closed' }, { _id: 1 }).lean<Pick<PersonRecord, '_id'>[]>();
  return closed.map(({ _id }) => _id);
}

/** Active people whose name begins like this, by name; where there are fewer, those with a later word of it that does. */
export async function readByName(beginning: string, most: number): Promise<PersonRecord[]> {
  const begins = { $regex: `^${folded(beginning).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` };
  const first = await PersonModel.find({ nameKey: begins, status: 'active' })
    .sort({ nameKey: 1, _id: 1 })
    .limit(most)
    .lean<PersonRecord[]>();
  if (first.length === most || folded(beginning) === '') return first;
  const known = first.map(({ _id }) => _id);
  const later = await PersonModel.find({ laterKeys: begins, status: 'active', _id: { $nin: known } })
    .limit(most - first.length)
    .lean<PersonRecord[]>();
  return [...first, ...later.sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))];
}

/** Who waits for a welcome, the longest waiting first. */
export async function readWaiting(): Promise<PersonRecord[]> {
  return PersonModel.find({ status: 'waiting' }).sort({ joinedAt: 1, _id: 1 }).limit(PAGE).lean<PersonRecord[]>();
}

export async function readDemoPeople(): Promise<PersonRecord[]> {
  return PersonModel.find({ isDemo: true, status: 'active' })
    .sort({ nameKey: 1, _id: 1 })
    .limit(PAGE)
    .lean<PersonRecord[]>();
}

/** Who looks after the network: few. */
export async function readStaff(): Promise<Pick<PersonRecord, '_id' | 'name'>[]> {
  return PersonModel.find({ role: { $in: ['moderator', 'admin'] }, status: 'active' }, { name: 1 }).lean<
    PersonRecord[]
  >();
}

/** Everybody, by name, for the command line. */
export async function readEverybody(): Promise<PersonRecord[]> {
  return PersonModel.find().sort({ nameKey: 1, _id: 1 }).lean<PersonRecord[]>();
}

/** False when there is nobody of that id. */
export async function setRoleOf(id: string, role: Role): Promise<boolean> {
  return (await PersonModel.updateOne({ _id: id }, { $set: { role } })).matchedCount === 1;
}

/** By then an admin who was about to be none is, or has stayed one: nothing in between takes longer. */
const LEAVING_MS = 60_000;

/**
 * Whether somebody may be an admin no longer: not where nobody else is one. Each says first that they are about to leave
 * and counts then, without those who are about to as well: of two at once one stays at least. It takes nothing away yet, so
 * whoever dies after this has changed nothing.
 */
export async function mayLeaveAdmins(_id: string, now: Date): Promise<boolean> {
  const admins = { role: 'admin', status: 'active' } as const;
  const leaving = await PersonModel.updateOne({ _id, ...admins }, { $set: { leavesAdminsAt: now } });
  if (leaving.matchedCount === 0) return true;
  const before = new Date(now.getTime() - LEAVING_MS);
  const stays = { $or: [{ leavesAdminsAt: { $exists: false } }, { leavesAdminsAt: { $lt: before } }] };
  // Whoever is suspended looks after nothing.
  const others = await PersonModel.find({ _id: { $ne: _id }, ...admins, ...stays }, { standing: 1 }).lean<
    PersonRecord[]
  >();
  if (others.some((other) => !isSuspended(other, now))) return true;
  await PersonModel.updateOne({ _id }, { $unset: { leavesAdminsAt: 1 } });
  return false;
}

/** Moves a person from one status to another; false when they are not, or no longer, in the first. */
export async function moveStatus(
  id: string,
  from: PersonRecord['status'],
  to: PersonRecord['status'],
): Promise<boolean> {
  return (await PersonModel.updateOne({ _id: id, status: from }, { $set: { status: to } })).matchedCount === 1;
}

/** What one event makes of somebody: it moves them from one status to another only where they are in the first. */
export interface PersonStep {
  readonly seq: number;
  readonly mark: string;
  readonly role?: Role;
  readonly status?: { readonly from: PersonRecord['status']; readonly to: PersonRecord['status'] };
  readonly group?: { readonly id: GroupId; readonly seq: number; readonly isIn: boolean };
  readonly standing?: Standing;
}

/** Moves a person on from the event before each step; nothing where a step is known already. Who is being erased stays so. */
export async function advancePerson(_id: string, steps: readonly PersonStep[]): Promise<void> {
  for (const { seq, mark, role, status, group, standing } of steps) {
    const from = { _id, seq: seq - 1 };
    const fields = {
      ...(role && { role }),
      ...(status && { status: status.to }),
      ...(group && { [`groupSeqs.${group.id}`]: group.seq }),
      ...(standing && { standing }),
    };
    const unless = { erasing: null, ...(status && { status: status.from }) };
    const told = {
      $set: { ...fields, seq, mark },
      $unset: { isUntold: 1, leavesAdminsAt: 1 },
      ...(group && (group.isIn ? { $addToSet: { groups: group.id } } : { $pull: { groups: group.id } })),
    } as const;
    const isMoved = (await PersonModel.updateOne({ ...from, ...unless }, told, relaxed)).matchedCount === 1;
    if (!isMoved) await PersonModel.updateOne(from, { $set: { seq, mark } }, relaxed);
  }
}

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

/** Whether what event `seq` made of somebody can be lost no more. */
export async function isPersonDurable(_id: string, seq: number): Promise<boolean> {
  return (await PersonModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** People who joined before `before`, and nobody was told yet. */
export async function readUntold(before: Date, most: number): Promise<PersonRecord[]> {
  return PersonModel.find({ isUntold: true, joinedAt: { $lt: before } })
    .sort({ joinedAt: 1, _id: 1 })
    .limit(most)
    .lean<PersonRecord[]>();
}

/** People with an account that is open, and how many of them work for a district. */
export interface Counted {
  readonly people: number;
  readonly district: number;
}

/**
 * How many there are among these: by the very fields that sessions are made of, so that whoever is counted is let in and
 * nobody else is. `isDemo`: whether the people of the demo network may come in.
 */
export async function countAmong(among: BoardReadership, isDemo: boolean): Promise<Counted> {
  const who = whoAmong(among, isDemo);
  const [people, district] = await Promise.all([
    PersonModel.countDocuments(who),
    PersonModel.countDocuments({ ...who, work: 'district' }),
  ]);
  return { people, district };
}

/** How many among these do the same work, in one of these states where there are any. */
export async function countAlike(
  among: Among,
  { work, states }: { readonly work: Work; readonly states?: readonly string[] },
  isDemo: boolean,
): Promise<number> {
  const alike = { work, ...(states && { state: { $in: [...states] } }) };
  return PersonModel.countDocuments({ ...whoAmong(among, isDemo), ...alike });
}

function whoAmong({ circle, groups, admins = [] }: Among & Partial<BoardReadership>, isDemo: boolean) {
  const open = { status: 'active' as const, ...(!isDemo && { isDemo: false }) };
  const staff = { role: { $in: ['moderator', 'admin'] as const }, ...open };
  const inGroups = { groups: { $in: groups }, ...open };
  const letIn = { _id: { $in: admins }, role: 'admin' as const, ...open };
  const others = admins.length > 0 ? { $or: [letIn, inGroups] } : inGroups;
  // Each way in on its own, so that an index finds the few who have it among all the others.
  const circles = { everyone: open, members: open, staff: { $or: [staff, inGroups] }, nobody: others };
  return circles[circle];
}

export async function countWaiting(): Promise<number> {
  return PersonModel.countDocuments({ status: 'waiting' });
}

/** False when the password was changed meanwhile: whoever gave the old one has no say any more. */
export async function replacePasswordHash(id: string, before: string | null, now: string): Promise<boolean> {
  const changed = await PersonModel.updateOne({ _id: id, passwordHash: before }, { $set: { passwordHash: now } });
  return changed.matchedCount === 1;
}

export async function setPasswordHash(id: string, passwordHash: string | null): Promise<void> {
  await PersonModel.updateOne({ _id: id }, { $set: { passwordHash } });
}

export async function setProven(id: string): Promise<void> {
  await PersonModel.updateOne({ _id: id }, { $set: { isProven: true } });
}

export type ProfileFields = Omit<Profile, 'id' | 'role' | 'joinedAt'> & Pick<PersonRecord, 'locale'>;

export async function setProfile(id: string, fields: ProfileFields): Promise<PersonRecord | null> {
  const change = { $set: { ...fields, ...keysOf(fields.name) } };
  return PersonModel.findOneAndUpdate({ _id: id }, change, { returnDocument: 'after' }).lean<PersonRecord>();
}

/** From here on there is nobody of that name and address; what is left to do is told by `takeErasing`. */
export async function beginErasing(id: string, words: 'keep' | 'remove', now: Date): Promise<PersonRecord | null> {
  const nobody = { email: `erased-${id}`, name: '', ...keysOf(''), school: '', state: '', bio: '', passwordHash: null };
  const began = { status: 'closed', role: 'member', erasing: words, erasingSince: now } as const;
  const erasingKey = randomBytes(32).toString('base64url');
  const change = { $set: { ...nobody, ...began, erasingKey } };
  return PersonModel.findOneAndUpdate({ _id: id }, change, { returnDocument: 'after' }).lean<PersonRecord>();
}

/** Somebody whom nobody has looked for since `before`; from now on the caller does. Null when there is none. */
export async function takeErasing(before: Date, now: Date): Promise<PersonRecord | null> {
  return PersonModel.findOneAndUpdate(
    {
      status: 'closed',
      erasing: { $in: ['keep', 'remove'] },
      $or: [{ erasingSince: null }, { erasingSince: { $lte: before } }],
    },
    { $set: { erasingSince: now } },
    { sort: { erasingSince: 1 } },
  ).lean<PersonRecord>();
}

export async function deletePerson(id: string): Promise<void> {
  await PersonModel.deleteOne({ _id: id });
}
