import { createHash } from 'node:crypto';
import { AppError } from '@hearth/shared/kernel/errors';
import { commandId as commandIdRule, type CommandId } from '@hearth/shared/kernel/ids';
import { threadId } from '@hearth/shared/threads/entity';
import { AuditTrail, unaudited } from '../../request/audit.ts';
import type { Context } from '../../request/context.ts';
import { Counter } from '../../request/counting.ts';
import type { Services } from '../../services.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { readFrom } from '../../streams/store.ts';
import { findVisitor } from '../accounts/access.ts';
import { decideHeld } from '../held/access.ts';
import { react } from '../reaction.ts';
import { turnQuestion } from '../rooms/access.ts';
import {
  auditedPost,
  bringBackThread,
  findWherever,
  hidePost,
  isDeletedByAuthor,
  isHidden,
  removePost,
  restorePost,
  withholdThread,
  type PostRecord,
} from '../threads/access.ts';
import type { ReviewRecord } from './store.ts';
import { isHeldBack, isRemovedByDecision } from './standing.ts';
import { reviews, type ReviewData } from './stream.ts';
import { isAsLeftBy, takenBackBy } from './taking-back.ts';

/** Whoever decided waits for it; where their server dies over it, this does it again. */
export const actOnDecisions = react({
  to: reviews,
  name: 'review-acts',
  async handle(services, events) {
    for (const event of events) await carryOut(services, event);
  },
});

/** For whoever waits: what cannot be done at this moment follows, and the decision stands. */
export async function carryOutNow(services: Services, event: EventRecord<ReviewData>): Promise<void> {
  try {
    await carryOut(services, event);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/**
 * Does what was decided last, which a server that died may have left undone: where that was taken back meanwhile, the decision
 * before it is carried out no more. What is decided while something is being done is done after it.
 */
export async function carryOut(services: Services, event: EventRecord<ReviewData>): Promise<void> {
  if (!event.data.does) return;
  let last = event;
  let next = await lastDecided(last);
  do {
    last = next;
    await carryOutOne(services, last);
    next = await lastDecided(last);
  } while (next.seq !== last.seq);
}

/** More than follow it while it waits. */
const FOLLOWING = 1_000;

/** The newest event that says what is to be done: this one, or one after it. */
async function lastDecided(event: EventRecord<ReviewData>): Promise<EventRecord<ReviewData>> {
  const later = await readFrom<ReviewData>(event.stream, event.seq + 1, FOLLOWING);
  return later.findLast(({ data }) => data.does) ?? event;
}

/**
 * Removes what a decision removes, or brings it back, in the name of whoever decided and as if they did it there: once, under an
 * id that follows from the event. Who has lost the right meanwhile, or finds it gone, changes nothing.
 */
async function carryOutOne(services: Services, event: EventRecord<ReviewData>): Promise<void> {
  const { does, item } = event.data;
  const by = item.steps.at(-1)?.by ?? null;
  if (!does || !item.subject) return;
  const commandId = idAfter(event);
  if (!(await isToTakeBack(event))) return;
  if (does === 'hide') return hideReported(services, item.subject, { commandId, by: by?.personId ?? null });
  if (!by) return;
  if (item.subject.kind === 'held')
    return carryOutHeld(services, event, () => contextOf(services, by.personId, commandId));
  if (item.subject.kind === 'question') {
    const cause = { commandId, issuer: by.personId };
    await turnQuestion(services, cause, item.subject, does === 'remove' ? 'aside' : 'back');
  }
  if (item.subject.kind === 'post' && !(does !== 'remove' && (await waits(item.subject))))
    await turnPost(await contextOf(services, by.personId, commandId), item.subject, does);
}

/** What waits nobody sees, whatever is taken back elsewhere: whoever publishes it brings it back. */
async function waits({ threadId: id, no }: Place): Promise<boolean> {
  const post = (await findWherever(id, no))?.post;
  return !!post && isHeldBack(post);
}

/** An undo takes back of a post what its decision did, where that still stands; whatever is no undo is done. */
async function isToTakeBack(event: EventRecord<ReviewData>): Promise<boolean> {
  const { subject } = event.data.item;
  const decision = subject?.kind === 'post' ? await takenBackBy(event) : null;
  if (subject?.kind !== 'post' || !decision) return true;
  const post = (await findWherever(subject.threadId, subject.no))?.post;
  return !!post && isAsLeftBy(idAfter(decision), post);
}

/** What waits is published in its author's name; the post that it has become is removed, or stands again, in the moderator's. */
async function carryOutHeld(
  services: Services,
  { seq, data: { does, item } }: EventRecord<ReviewData>,
  contextNow: () => Promise<Context>,
): Promise<void> {
  if (item.subject?.kind !== 'held' || (does !== 'publish' && does !== 'refuse' && does !== 'wait')) return;
  const { words = '', rule = null } = item.outcome ?? {};
  const place = await decideHeld(services, item.subject.heldId, { does, turn: seq, words, rule });
  if (place) await turnPublished(await contextNow(), place, does === 'publish' ? 'restore' : 'remove');
}

/** With a thread goes its title, and what others have written below; where its posts went elsewhere, the first goes there as well. */
async function turnPublished(context: Context, place: Place, does: 'remove' | 'restore'): Promise<void> {
  const now = await findWherever(place.threadId, place.no);
  // What was removed by a decision since is not brought back by this one.
  const isFree = does === 'remove' || !now?.post || !(await isRemovedByDecision(now.post));
  if (isFree && (place.no > 1 || now?.thread._id !== place.threadId)) await turnPost(context, place, does);
  if (place.no > 1) return;
  const { threadId: id } = place;
  if (does === 'remove') await attempted(() => audited(context, 'post.delete', place, (to) => withholdThread(to, id)));
  else await attempted(() => audited(context, 'post.restore', place, (to) => bringBackThread(to, id)));
}

interface Place {
  readonly threadId: string;
  readonly no: number;
}

async function turnPost(context: Context, place: Place, does: NonNullable<ReviewData['does']>): Promise<void> {
  const found = await findWherever(place.threadId, place.no);
  if (!found?.post) return;
  const input = { threadId: threadId.parse(found.thread._id), no: found.post.no };
  if (does === 'remove')
    await attempted(() => audited(context, 'post.delete', input, (noted) => removePost(noted, input)));
  else if (isBack(found.post, does))
    await attempted(() => audited(context, 'post.restore', input, (noted) => restorePost(noted, input)));
}

/** What is refused is not done. */
async function attempted(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    // On its way elsewhere, or the thread is busy: it is done once it is there.
    const isPassing = !(error instanceof AppError) || error.wire.code === 'busy' || error.reason === 'being-carried';
    if (isPassing) throw error;
  }
}

/** What its author has deleted, before or since, stays so; and what was hidden by reports is all that is shown because they were wrong. */
function isBack(post: PostRecord, does: NonNullable<ReviewData['does']>): boolean {
  if (does === 'show') return isHidden(post);
  return does === 'restore' && post.deletedAt !== null && !isDeletedByAuthor(post);
}

/** In nobody's name where reports hide it; where a moderator takes back that they decided otherwise, that is in the item's history. */
async function hideReported(
  services: Services,
  subject: NonNullable<ReviewRecord['subject']>,
  { commandId, by }: { readonly commandId: CommandId; readonly by: string | null },
): Promise<void> {
  if (subject.kind !== 'post') return;
  const found = await findWherever(subject.threadId, subject.no);
  if (!found?.post) return;
  const place = { threadId: found.thread._id, no: found.post.no };
  const acting = { by: null, name: 'post.hide', given: '', at: services.clock.now() };
  const noted =
    by === null && (await services.auditLog.begin(acting, commandId, auditedPost(found.post, found.thread)));
  await hidePost(services, { commandId, issuer: by ?? 'system' }, place);
  if (noted) await services.auditLog.end([noted.id], 'done');
}

/** Stands in the audit log as what it is. */
async function audited(
  context: Context,
  name: 'post.delete' | 'post.restore',
  input: object,
  run: (noted: Context) => Promise<unknown>,
): Promise<void> {
  const trail = new AuditTrail(context, name, input);
  await trail.over(true, () => run({ ...context, audit: trail.note }));
}

/** An id as commands have it, the same whenever this event is dealt with. */
export function idAfter({ stream, commandId }: EventRecord<ReviewData>): CommandId {
  const hex = createHash('sha256').update(`act ${stream} ${commandId}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return commandIdRule.parse(parts.join('-'));
}

async function contextOf(services: Services, personId: string, commandId: CommandId): Promise<Context> {
  const visitor = await findVisitor(services, personId);
  const origin = { address: '', userAgent: '', requestId: '', setCookie: null };
  // The decision was counted.
  const counter = new Counter({ services, visitor, origin }, null);
  return { services, visitor, actor: visitor.actor, commandId, origin, counter, audit: unaudited };
}
