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

/** Of what one may not read, and of one’s own, there is nothing to report. One has one report of each. */
export async function report(context: Context, { list: address, words }: InputOf<Report>): Promise<OutputOf<Report>> {
  const { actor } = requirePerson(context);
  const found = await readable(context, address);
  if (!found || found.list.personId === actor.id) throw commonError('no-such-thing');
  const _id = idFrom(context.commandId);
  const listId = found.list._id;
  const at = context.services.clock.now();
  const endsAt = new Date(at.getTime() + savedLimits.reportDays * DAY_MS);
  const its = { _id, listId, by: actor.id, words, at, endsAt };
  if (await store.sayAgain(its)) return {};
  if ((await store.countReports(listId)) >= savedLimits.open) throw savedError('saved-list-known');
  await store.putReport(its);
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
  // Given once more it decides about nothing that was reported since.
  const at = (isDone && list.settledAt) || context.services.clock.now();
  const stopped = act === 'stop' ? { reply, at } : null;
  await store.settleList(listId, { settledBy: context.commandId, settledAt: at, stopped });
  await store.deleteReportsOf([listId], at);
  return {};
}

export async function reported(context: QueryContext): Promise<OutputOf<Reported>> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const lists: OutputOf<Reported>['lists'] = [];
  for await (const id of store.reportedLists()) {
    if (lists.length >= savedLimits.reported) break;
    const found = await readable(context, id);
    // Of somebody who is away: nobody reads it, and it takes the place of none.
    if (!found) continue;
    const { title, intro } = found.share;
    const isOwn = found.list.personId === actor.id;
    // Who reported is told to no owner, also where they are a moderator: words can say it as well.
    const its = isOwn ? [] : await store.readReports(id);
    const said = its.map(({ words, at }) => ({ words, at: at.toISOString() }));
    lists.push({ id: savedListId.parse(id), title, intro, by: found.by, isOwn, reports: said });
  }
  return { lists };
}
