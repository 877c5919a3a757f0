import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { appealRemoval } from '@hearth/shared/review/commands';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { sanctionError } from '@hearth/shared/sanctions/errors';
import { threadId } from '@hearth/shared/threads/entity';
import { requirePerson, type Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { findPerson } from '../accounts/access.ts';
import { addressOf } from '../anonymous/access.ts';
import { findWherever, isAuthorOf, stoodOn, type PostRecord } from '../threads/access.ts';
import { openItem } from './access.ts';
import { appealIdOf, appealKeyOf } from './appeal-id.ts';
import { findAppeal, putAppeal, readUnlistedAppeals, setAppealListed, type AppealRecord } from './appeal-store.ts';
import { shownTo } from './shown.ts';
import { findItem, type ReviewRecord } from './store.ts';

type Appeal = typeof appealRemoval;

const DAY_MS = 86_400_000;

/** Whoever wrote it says why it should stand, once. Who wrote it without a name is named nowhere in it. */
export async function appeal(context: Context, { itemId, words }: InputOf<Appeal>): Promise<Record<string, never>> {
  const { services, commandId } = context;
  const { removal, post } = await requireOwn(context, itemId);
  const _id = appealIdOf(services, removal);
  const before = await findAppeal(_id);
  if (!before && (!post.deletedAt || post.purged)) throw reviewError('removal-over');
  const at = services.clock.now();
  const record: AppealRecord = {
    ...{ _id, commandId, name: await nameOf(context, post), removalId: removal._id, turn: removal.turn },
    ...{ words, at, isListed: false, endsAt: new Date(at.getTime() + reviewLimits.notesDays * DAY_MS) },
  };
  const kept = before ?? (await putAppeal(record));
  if (kept.commandId !== commandId) throw sanctionError('appealed-before');
  await list(services, kept);
  return {};
}

/** What was removed of what the caller wrote, while they may read where it stood. */
async function requireOwn(
  context: Context,
  itemId: string,
): Promise<{ readonly removal: ReviewRecord; readonly post: PostRecord }> {
  requirePerson(context);
  const removal = await findItem(itemId);
  const subject = removal?.outcome?.act === 'remove' ? removal.subject : null;
  const post = subject?.kind === 'post' ? (await findWherever(subject.threadId, subject.no))?.post : null;
  if (!removal || !post || !(await isAuthorOf(context, post))) throw commonError('no-such-thing');
  if (!(await shownTo(context, subject)).board) throw commonError('no-such-thing');
  return { removal, post };
}

/** Under which it is kept: nothing connects what was written without a name with anybody (promise L12). */
async function nameOf(context: Context, { alias }: PostRecord): Promise<string> {
  if (!alias) return requirePerson(context).actor.id;
  const hidden = await addressOf(context.services, alias);
  if (!hidden) throw commonError('no-such-thing');
  return hidden.name;
}

/** It waits for somebody else than whoever removed it. Repeatable. */
async function list(services: Services, appealed: AppealRecord): Promise<void> {
  const removal = await findItem(appealed.removalId);
  const { subject, outcome } = removal ?? {};
  const place = subject?.kind === 'post' ? await findWherever(subject.threadId, subject.no) : null;
  if (place?.post && outcome && removal?.turn === appealed.turn) {
    const { by } = outcome;
    await openItem(services, {
      key: appealKeyOf(appealed),
      kind: 'appeal',
      subject: { kind: 'post', threadId: threadId.parse(place.thread._id), no: place.post.no },
      boardId: stoodOn(place.thread),
      against: {
        by: by && { personId: by.personId },
        byRole: (by && (await findPerson(by.personId))?.role) ?? 'member',
      },
    });
  }
  await setAppealListed(appealed._id);
}

/** Longer than that takes: its server died in between. */
const FORGOTTEN_MS = 5_000;
const AT_ONCE = 100;

export async function recoverAppeals(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - FORGOTTEN_MS);
  for (const appealed of await readUnlistedAppeals(before, AT_ONCE)) await list(services, appealed);
}
