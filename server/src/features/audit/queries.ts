import type { listAudit } from '@hearth/shared/audit/queries';
import { auditLimits } from '@hearth/shared/audit/limits';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { QueryContext } from '../../request/context.ts';
import { boardsWith } from '../boards/access.ts';
import { findName, nameIn } from './names-store.ts';
import { presentEntries } from './present.ts';
import { findRecord, readLog, readOutcomes, type AuditRecord, type AuditWanted } from './store.ts';

type List = typeof listAudit;

/** In the place of the name of somebody who has none: nobody's. */
const NOBODY = '-';
const DAY_MS = 86_400_000;

export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const wanted = await wantedBy(context, input);
  const { page } = auditLimits;
  const found = await readLog(wanted, page + 1);
  const shown = found.slice(0, page);
  const outcomes = await readOutcomes(shown.map(({ _id }) => _id));
  const done = new Set(outcomes.filter(({ outcome }) => outcome === 'done').map(({ record }) => record));
  const refused = new Set(outcomes.filter(({ outcome }) => outcome === 'refused').map(({ record }) => record));
  // Somebody was about to, and was told that it cannot be: nothing was done.
  const happened = shown.filter(({ _id }) => done.has(_id) || !refused.has(_id));
  const isCertain = (record: AuditRecord) => record.commandId === '' || done.has(record._id);
  return {
    entries: await presentEntries(context, happened, isCertain),
    next: found.length > page ? (shown.at(-1)?._id ?? null) : null,
  };
}

async function wantedBy(context: QueryContext, input: InputOf<List>): Promise<AuditWanted> {
  const { by, act, boardId: board, about, from, to, before } = input;
  const last = before === undefined ? null : await findRecord(before);
  if (before !== undefined && !last) throw commonError('no-such-thing');
  const ends = [...(to ? [dayAfter(to)] : []), ...(last ? [last.order] : [])].toSorted();
  return {
    act,
    board,
    by: by && ((await findName(by)) ?? NOBODY),
    about: about && ((await findName(about)) ?? NOBODY),
    from,
    to: ends[0],
    among: await amongFor(context),
  };
}

/** What they may read: admins all. For whoever looks after nothing there is no log. */
async function amongFor(context: QueryContext): Promise<AuditWanted['among']> {
  const { actor } = context;
  if (actor.kind !== 'person') throw commonError('no-such-thing');
  if (actor.role === 'admin') return null;
  const boards = (await boardsWith(context, 'moderate')).map(({ _id }) => _id);
  if (boards.length === 0 && !isStaff(actor)) throw commonError('no-such-thing');
  return { by: await nameIn(actor.id), boards };
}

/** Where the order has the first entry of the next day. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString();
}
