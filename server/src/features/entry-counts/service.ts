import type { thankForEntry, noteView } from '@hearth/shared/entry-counts/commands';
import type { countsOfEntry } from '@hearth/shared/entry-counts/queries';
import { commonError } from '@hearth/shared/kernel/errors';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { START } from '@hearth/shared/kernel/protocol';
import { mayDo } from '@hearth/shared/library/policy';
import { personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { isOthers, requireEntry } from '../library/access.ts';
import { findCounts, findVisits } from './store.ts';
import { countsIn } from './stream.ts';
import { thanks, WHOLE } from './thanks.ts';
import { visits } from './visits.ts';

type Thank = typeof thankForEntry;
type View = typeof noteView;
type Counts = typeof countsOfEntry;

/** Taken back also where nobody is thanked any more. Its count follows, together with others'. */
export async function thank(context: Context, input: InputOf<Thank>): Promise<OutputOf<Thank>> {
  const { actor } = requirePerson(context);
  const entry = await requireEntry(context, input.entryId);
  if (input.thanks && !isOthers(actor, entry)) throw commonError('not-allowed');
  const value = input.thanks ? 'thanks' : null;
  await thanks.put(context.services, { streamId: input.entryId, subject: WHOLE, personId: actor.id, value });
  return { thanks: input.thanks };
}

export async function view(context: Context, { entryId }: InputOf<View>): Promise<OutputOf<View>> {
  const { services, actor, origin } = context;
  const entry = await requireEntry(context, entryId);
  if (isOthers(actor, entry)) services.use(visits).note(entryId, 'views', { ...origin, personId: personIdOf(actor) });
  return {};
}

/** How far it is is read with the counts, so that what is shown is at least as new as it says (promise L3). */
export async function counts(context: QueryContext, { entryId }: InputOf<Counts>): Promise<OutputOf<Counts>> {
  const entry = await requireEntry(context, entryId);
  if (!mayDo(context.actor, 'counts', entry)) throw commonError('no-such-thing');
  const personId = personIdOf(context.actor);
  const [record, visited, own] = await Promise.all([
    findCounts(entryId),
    findVisits(entryId),
    personId ? thanks.readIn(personId, entryId) : [],
  ]);
  const { views = 0, downloads = 0 } = visited ?? {};
  return {
    ...countsIn(record),
    ...{ views, downloads },
    thanked: own.length > 0,
    mayThank: personId !== null && isOthers(context.actor, entry),
    position: record ? { seq: record.seq, mark: record.mark } : START,
  };
}
