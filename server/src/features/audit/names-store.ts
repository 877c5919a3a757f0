import { randomBytes } from 'node:crypto';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { AuditNameModel, type AuditNameRecord } from './model.ts';

/** The name somebody has in the log, from now on if they have none. */
export async function nameIn(personId: string): Promise<string> {
  const found = await findName(personId);
  if (found !== null) return found;
  const fresh = { $setOnInsert: { name: randomBytes(12).toString('base64url') } };
  await retryOnDuplicate(() => AuditNameModel.updateOne({ _id: personId }, fresh, { upsert: true }));
  const kept = await findName(personId);
  if (kept === null) throw new Error('a name was kept and is not there');
  return kept;
}

export async function findName(personId: string): Promise<string | null> {
  return (await AuditNameModel.findById(personId).lean<AuditNameRecord>())?.name ?? null;
}

/** Who stands behind names; those who have left are missing. */
export async function peopleBehind(names: readonly string[]): Promise<Map<string, string>> {
  const found = await AuditNameModel.find({ name: { $in: [...new Set(names)] } }).lean<AuditNameRecord[]>();
  return new Map(found.map(({ _id, name }) => [name, _id]));
}

/** From here on their name is nobody's. True when they had one. */
export async function forgetName(personId: string): Promise<boolean> {
  return (await AuditNameModel.deleteOne({ _id: personId })).deletedCount > 0;
}
