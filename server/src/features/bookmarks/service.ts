import type { Bookmark } from '@hearth/shared/bookmarks/entity';
import type * as contract from '@hearth/shared/bookmarks/commands';
import { bookmarkError } from '@hearth/shared/bookmarks/errors';
import { bookmarkLimits } from '@hearth/shared/bookmarks/limits';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { changeBookmark, type Change } from './change.ts';
import { presentBookmark } from './present.ts';
import { requirePost } from './readable.ts';
import type { BookmarkRecord } from './store.ts';

type Set = typeof contract.setBookmark;
type Remove = typeof contract.removeBookmark;
type Restore = typeof contract.restoreBookmark;

const HOUR_MS = 3_600_000;

export async function set(context: Context, input: InputOf<Set>): Promise<OutputOf<Set>> {
  requirePerson(context);
  await requirePost(context, input);
  const wanted = input.reminder && requireTime(context, input.reminder);
  return change(context, input, (before) => {
    const isThere = before?.endsAt === null;
    const kept = isThere
      ? {}
      : { note: '', remindAt: null, isDue: false, at: context.services.clock.now(), endsAt: null };
    const isSame = wanted && isThere && before.remindAt?.getTime() === wanted.remindAt.getTime();
    return {
      ...kept,
      ...(input.note !== undefined && { note: input.note }),
      ...(input.reminder === null && { remindAt: null, isDue: false }),
      ...(wanted && { ...wanted, isDue: isSame ? before.isDue : false }),
    };
  });
}

export async function remove(context: Context, input: InputOf<Remove>): Promise<OutputOf<Remove>> {
  requirePerson(context);
  const endsAt = new Date(context.services.clock.now().getTime() + bookmarkLimits.undoHours * HOUR_MS);
  await change(context, input, (before) => {
    if (!before) throw commonError('no-such-thing');
    return before.endsAt ? null : { endsAt };
  });
  return {};
}

export async function restore(context: Context, input: InputOf<Restore>): Promise<OutputOf<Restore>> {
  requirePerson(context);
  return change(context, input, (before) => {
    if (!before) throw commonError('no-such-thing');
    return before.endsAt ? { endsAt: null } : null;
  });
}

async function change(
  context: Context,
  { threadId, no }: { readonly threadId: string; readonly no: number },
  decide: (before: BookmarkRecord | null) => Change | null,
): Promise<Bookmark> {
  const which = { personId: requirePerson(context).actor.id, threadId, no };
  const after = await changeBookmark(context.services, which, decide);
  if (!after) throw commonError('internal');
  return presentBookmark(after);
}

function requireTime({ services }: Context, { at, zone }: { readonly at: string; readonly zone: string }) {
  const ahead = Date.parse(at) - services.clock.now().getTime();
  if (ahead <= 0 || ahead > bookmarkLimits.days * 24 * HOUR_MS)
    throw bookmarkError('reminder-when', { fields: { reminder: 'reminder-when' } });
  return { remindAt: new Date(at), zone };
}
