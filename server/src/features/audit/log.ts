import { createHash } from 'node:crypto';
import type { Acting, AuditedAct, AuditLog, AuditSubject } from '../../request/audit-log.ts';
import { nameIn } from './names-store.ts';
import { insertOutcome, insertRecord, readByCommand, type AuditRecord } from './store.ts';

/** As what the server itself stands in it: the name of nobody. */
const SYSTEM = 'system';
const HOUR_MS = 3_600_000;

/** What the server's services have of this feature. */
export const auditLog: AuditLog = {
  async begin(acting, commandId, act) {
    const record = await recordOf(acting, act, commandId, commandId);
    return { id: record._id, isNew: await insertRecord(record) };
  },

  async end(ids, outcome) {
    for (const id of ids) await insertOutcome({ _id: `${id} ${outcome}`, record: id, outcome });
  },

  async find({ by, name }, commandId) {
    const found = await readByCommand(commandId);
    if (found.length === 0) return [];
    const own = by === null ? SYSTEM : await nameIn(by);
    return found.filter((one) => one.by === own && one.act === name).map(({ _id }) => _id);
  },

  async look(acting, act) {
    const hour = Math.floor(acting.at.getTime() / HOUR_MS);
    await insertRecord(await recordOf(acting, act, '', `look ${hour}`));
  },
};

/** People stand in it under their name in the log alone, or the number in one record would give away the name in all others. */
async function subjectIn(on: AuditSubject): Promise<AuditSubject> {
  return on.kind === 'person' ? { ...on, id: await nameIn(on.id) } : on;
}

/**
 * Made of all that an act is but for what was before it: whoever sends an id a second time with something else has done
 * something else, and that is a record of its own.
 */
async function recordOf(
  { by, name: act, given, at }: Acting,
  { on, boards = [], about = null, before = {}, after = {}, reason }: AuditedAct,
  commandId: string,
  once: string,
): Promise<AuditRecord> {
  const own = by === null ? SYSTEM : await nameIn(by);
  const concerned = about === null ? null : await nameIn(about);
  const subject = await subjectIn(on);
  const { kind, id, no = null } = subject;
  const what = JSON.stringify([once, own, act, given, kind, id, no, concerned, after, reason ?? null]);
  const _id = createHash('sha256').update(what).digest('base64url').slice(0, 22);
  return {
    ...{ _id, order: `${at.toISOString()} ${_id}`, at, by: own, act, commandId, on: subject },
    ...{ boards: [...new Set(boards)], about: concerned, before, after, reason: reason ?? null },
  };
}
