import type * as contract from '@hearth/shared/complaints/commands';
import { complaintError } from '@hearth/shared/complaints/errors';
import { complaintId } from '@hearth/shared/complaints/entity';
import { complaintLimits } from '@hearth/shared/complaints/limits';
import type { listComplaints } from '@hearth/shared/complaints/queries';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { AppError, commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { entryId as entryIdRule } from '@hearth/shared/library/entity';
import { mayDo } from '@hearth/shared/library/policy';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { hideEntry, readEntry } from '../library/access.ts';
import {
  countOpen,
  decide,
  decideAllOf,
  findComplaint,
  putComplaint,
  readOpen,
  reopen,
  type ComplaintRecord,
} from './store.ts';

type Make = typeof contract.makeComplaint;
type Settle = typeof contract.settleComplaint;
type List = typeof listComplaints;

const DAY_MS = 86_400_000;

export async function make(context: Context, input: InputOf<Make>): Promise<OutputOf<Make>> {
  const { actor, services, commandId } = context;
  const { entryId, reason, words, contact, website = '' } = input;
  const seen = await readEntry(context, entryId);
  if (seen?.view !== 'whole' || !mayDo(actor, 'report', seen.entry)) throw commonError('no-such-thing');
  // A program is answered as everybody is.
  if (website.trim()) return {};
  const _id = idFrom(commandId);
  if (!(await findComplaint(_id)) && (await countOpen(entryId)) >= complaintLimits.open)
    throw complaintError('complaint-known');
  const by = actor.kind === 'person' ? { personId: actor.id } : null;
  await putComplaint({ _id, entryId, reason, words, contact, by, at: services.clock.now(), decision: null });
  return {};
}

/** What was decided comes first, and what follows from it may be done again: of two curators one acts. */
export async function settle(context: Context, { complaintId: id, act, reply }: InputOf<Settle>) {
  const { actor, byline } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const complaint = await findComplaint(id);
  if (!complaint) throw commonError('no-such-thing');
  const seen = await readEntry(context, complaint.entryId);
  if (seen?.entry.by?.personId === actor.id) throw commonError('not-allowed');
  if (act === 'hide' && !reply) throw complaintError('complaint-why', { fields: { reply: 'missing' } });
  const { commandId, services } = context;
  if (complaint.past?.includes(commandId)) return {};
  if (act === 'undo') return takeBack(context, complaint, seen?.entry.by?.personId);
  const before = complaint.decision?.commandId === commandId ? complaint.decision : null;
  const decision = before ?? { act, by: byline, at: services.clock.now(), commandId };
  const about = seen?.entry.by?.personId;
  await context.audit({ on: { kind: 'entry', id: complaint.entryId }, about, after: { act }, reason: reply });
  const decided = { decision, endsAt: endOf(decision.at) };
  const isFirst = await decide(id, decided);
  if (!isFirst && !before) throw complaintError('complaint-decided');
  if (act === 'keep') return {};
  try {
    await hideEntry(context, complaint.entryId, reply);
  } catch (error) {
    if (error instanceof AppError) await reopen(id, commandId);
    throw error;
  }
  await decideAllOf(complaint.entryId, decided);
  return {};
}

/** That it can stay, by whoever said so: it waits again where it did. A hidden entry is shown again by the library's own act. */
async function takeBack(
  context: Context,
  { _id, entryId, decision }: ComplaintRecord,
  about: string | undefined,
): Promise<OutputOf<Settle>> {
  // Already.
  if (!decision) return {};
  if (decision.act !== 'keep') throw complaintError('complaint-decided');
  if (decision.by?.personId !== requirePerson(context).actor.id) throw commonError('not-allowed');
  await context.audit({ on: { kind: 'entry', id: entryId }, about, after: { act: 'undo' } });
  await reopen(_id, decision.commandId, [decision.commandId, context.commandId]);
  return {};
}

function endOf(at: Date): Date {
  return new Date(at.getTime() + complaintLimits.days * DAY_MS);
}

export async function list(context: QueryContext, { after }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const { page } = complaintLimits;
  const from = after ? { at: new Date(after.at), id: after.id } : null;
  const [found, waiting] = await Promise.all([readOpen(from, page + 1), countOpen()]);
  const complaints = await Promise.all(
    found.slice(0, page).map(async ({ _id, entryId, reason, words, contact, at }) => {
      const entry = (await readEntry(context, entryId))?.entry;
      const { title = '', state = 'removed', by } = entry ?? {};
      const isOwn = by?.personId === actor.id;
      return {
        ...{ id: complaintId.parse(_id), reason, at: at.toISOString() },
        // Who reported is told to no owner, also where they look after the library: words can say it as well.
        ...(isOwn ? { words: '', contact: '' } : { words, contact }),
        entry: { id: entryIdRule.parse(entryId), title, state, isOwn },
      };
    }),
  );
  return { complaints, more: found.length > page, waiting };
}
