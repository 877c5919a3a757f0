import { idFrom } from '@hearth/shared/kernel/id-from';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/scheduled/commands';
import { scheduledError } from '@hearth/shared/scheduled/errors';
import { scheduledLimits } from '@hearth/shared/scheduled/limits';
import { threadId } from '@hearth/shared/threads/entity';
import { requirePerson, type Context } from '../../request/context.ts';
import { readableBoards, requireRight, type BoardRecord } from '../boards/access.ts';
import { chosen, requireAsked } from '../tags/access.ts';
import { letAppear } from './appearing.ts';
import { changeScheduled, writeScheduled, type Change } from './change.ts';
import { appearKind, dueOf } from './due.ts';
import { presentScheduled } from './present.ts';
import { countScheduled, findScheduled, forgetDiscarded, type ScheduledRecord } from './store.ts';

type Put = typeof contract.schedulePost;
type Alter = typeof contract.changeScheduled;
type Turn = typeof contract.turnScheduled;
type Post = typeof contract.postScheduled;

const HOUR_MS = 3_600_000;

export async function put(context: Context, input: InputOf<Put>): Promise<OutputOf<Put>> {
  const { actor, byline } = requirePerson(context);
  const board = await requireRight(context, input.boardId, 'start');
  const { services, commandId } = context;
  const id = idFrom(commandId);
  const before = await findScheduled(id);
  if (before && before.personId !== actor.id) throw commonError('id-taken');
  if (!before) {
    const at = requireTime(context, input.at);
    await requireRoom(actor.id);
    context.counter.requireForCommit();
    const { boardId, title, text, language, zone } = input;
    const tags = await tagsFor(context, board, input.tags ?? []);
    const written = { boardId, title, text, language, tags, at, zone, state: 'waiting' as const, reason: null };
    const first = { _id: id, commandId, personId: actor.id, by: byline, ...written, rev: 1, changedBy: commandId };
    await writeScheduled(services, null, { ...first, endsAt: null });
  }
  return present(context, await requireOwn(context, id));
}

export async function alter(context: Context, input: InputOf<Alter>): Promise<OutputOf<Alter>> {
  const before = await requireOwn(context, input.id);
  const board = await requireRight(context, before.boardId, 'start');
  const { title, text, language, zone } = input;
  const tags = await tagsFor(context, board, input.tags ?? before.tags ?? []);
  const record = await change(context, input.id, () => {
    const at = requireTime(context, input.at);
    context.counter.requireForCommit();
    return {
      title,
      text,
      language,
      tags,
      zone,
      at,
      by: requirePerson(context).byline,
      state: 'waiting',
      reason: null,
      endsAt: null,
    };
  });
  return present(context, record);
}

export async function turn(context: Context, { id, to }: InputOf<Turn>): Promise<OutputOf<Turn>> {
  const ends = new Date(context.services.clock.now().getTime() + scheduledLimits.undoHours * HOUR_MS);
  const record = await change(context, id, ({ state }) => {
    // Why it was refused is not forgotten by bringing it back.
    if (to === 'stopped' && state === 'refused') return null;
    return { state: to, endsAt: to === 'discarded' ? ends : null };
  });
  if (to === 'discarded') await forgetDiscarded(record.personId, scheduledLimits.each);
  return present(context, record);
}

export async function post(context: Context, { id }: InputOf<Post>): Promise<OutputOf<Post>> {
  const before = await requireOwn(context, id);
  const { services } = context;
  await requireAsked(services, await requireRight(context, before.boardId, 'start'), before.tags ?? []);
  const record = await change(context, id, () => ({
    state: 'waiting',
    at: services.clock.now(),
    reason: null,
    endsAt: null,
  }));
  // Should this process end before it has appeared, its job lets it.
  const after = await letAppear(services, record);
  // It has nothing to do any more: of what was refused whoever is here needs no mail.
  const due = dueOf(record);
  if (due) await services.jobs.cancel(appearKind, due.key);
  if (after.state !== 'appeared') throw commonError('not-allowed');
  return { threadId: threadId.parse(idFrom(after.commandId)) };
}

/** Changes what has not appeared, once for each command. */
async function change(
  context: Context,
  id: string,
  decide: (before: ScheduledRecord) => Change | null,
): Promise<ScheduledRecord> {
  const found = await requireOwn(context, id);
  const changedBy = context.commandId;
  const isBroughtBack = found.state === 'discarded' && found.changedBy !== changedBy;
  if (isBroughtBack && decide(found)?.state !== 'discarded') await requireRoom(found.personId);
  return changeScheduled(context.services, id, (before) => {
    if (before.changedBy === changedBy) return null;
    if (before.state === 'appearing' || before.state === 'appeared') throw scheduledError('has-appeared');
    const next = decide(before);
    return next && { ...next, changedBy };
  });
}

/** As if it appeared now: what is asked for, its author can choose while they write. */
async function tagsFor({ services }: Context, board: BoardRecord, wanted: readonly string[]): Promise<string[]> {
  const tags = await chosen(services, wanted);
  await requireAsked(services, board, tags);
  return tags;
}

async function requireRoom(personId: string): Promise<void> {
  const most = scheduledLimits.each;
  if ((await countScheduled(personId)) >= most) throw scheduledError('too-many-scheduled', { params: { most } });
}

async function requireOwn(context: Context, id: string): Promise<ScheduledRecord> {
  const { actor } = requirePerson(context);
  const record = await findScheduled(id);
  if (record?.personId !== actor.id) throw commonError('no-such-thing');
  return record;
}

function requireTime({ services }: Context, at: string): Date {
  const ahead = Date.parse(at) - services.clock.now().getTime();
  if (ahead <= 0 || ahead > scheduledLimits.days * 24 * HOUR_MS)
    throw scheduledError('scheduled-when', { fields: { at: 'scheduled-when' } });
  return new Date(at);
}

async function present(context: Context, record: ScheduledRecord): Promise<OutputOf<Put>> {
  return presentScheduled(record, await readableBoards(context));
}
