import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { savedListId } from '@hearth/shared/saved/entity';
import { savedError } from '@hearth/shared/saved/errors';
import { savedLimits } from '@hearth/shared/saved/limits';
import type * as commands from '@hearth/shared/saved/share-commands';
import type { listReported } from '@hearth/shared/saved/share-queries';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { readable } from './sharing.ts';
import * as store from './store.ts';

type Report = typeof commands.reportList;
type Settle = typeof commands.settleList;
type Reported = typeof listReported;

const DAY_MS = 86_400_000;

/** Of what one may not read, and of one’s own, there is nothing to report. */
export async function report(context: Context, { list: address, words }: InputOf<Report>): Promise<OutputOf<Report>> {
  const { actor } = requirePerson(context);
  const found = await readable(context, address);
  if (!found || found.list.personId === actor.id) throw commonError('no-such-thing');
  const _id = idFrom(context.commandId);
  const listId = found.list._id;
  const isKnown = (await store.findReport(_id)) !== null;
  if (!isKnown && (await store.countReports(listId)) >= savedLimits.open) throw savedError('saved-list-known');
  const at = context.services.clock.now();
  const endsAt = new Date(at.getTime() + savedLimits.reportDays * DAY_MS);
  await store.putReport({ _id, listId, by: actor.id, words, at, endsAt });
  return {};
}

/** What was decided comes first, and what follows from it may be done again: of two moderators who differ, the list is stopped. */
export async function settle(context: Context, { listId, act, reply }: InputOf<Settle>): Promise<OutputOf<Settle>> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const list = await store.findList(listId);
  if (!list) throw commonError('no-such-thing');
  if (list.personId === actor.id) throw commonError('not-allowed');
  if (act === 'stop' && !reply) throw savedError('saved-list-why', { fields: { reply: 'missing' } });
  const isDone = list.settledBy === context.commandId;
  if (!isDone && (await store.countReports(listId)) === 0) throw savedError('saved-list-decided');
  await context.audit({ on: { kind: 'list', id: listId }, about: list.personId, after: { act }, reason: reply });
  const stopped = act === 'stop' ? { reply, at: context.services.clock.now() } : null;
  await store.settleList(listId, context.commandId, stopped);
  await store.deleteReportsOf([listId]);
  return {};
}

export async function reported(context: QueryContext): Promise<OutputOf<Reported>> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const reports = await store.readReports(savedLimits.reports);
  const ids = [...new Set(reports.map(({ listId }) => listId))];
  const lists = await Promise.all(
    ids.map(async (id) => {
      const found = await readable(context, id);
      if (!found) return [];
      const { title, intro } = found.share;
      const isOwn = found.list.personId === actor.id;
      // Who reported is told to no owner, also where they are a moderator: words can say it as well.
      const its = isOwn ? [] : reports.filter(({ listId }) => listId === id);
      const said = its.map(({ words, at }) => ({ words, at: at.toISOString() }));
      return [{ id: savedListId.parse(id), title, intro, by: found.by, isOwn, reports: said }];
    }),
  );
  return { lists: lists.flat() };
}
