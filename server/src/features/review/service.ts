import type { Byline } from '@hearth/shared/accounts/entity';
import type { InputOf } from '@hearth/shared/kernel/command';
import { ruleId } from '@hearth/shared/house-rules/entity';
import type * as contract from '@hearth/shared/review/commands';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { reviewError } from '@hearth/shared/review/errors';
import { claimUntil, heldBy } from '@hearth/shared/review/policy';
import type { Context } from '../../request/context.ts';
import { findActor, readActive } from '../accounts/access.ts';
import { carryOutNow } from './acting.ts';
import { findHeld } from '../held/access.ts';
import { requireRule } from '../house-rules/access.ts';
import {
  act,
  requireFree,
  requireHeld,
  requireHere,
  requireOpen,
  requireSeen,
  type Act,
  type Acting,
} from './deciding.ts';
import { mayBeGiven } from './rights.ts';
import { shownTo } from './shown.ts';
import { findItem, type ReviewRecord } from './store.ts';
import type { ReviewData } from './stream.ts';
import { mayTakeOver } from './taking-over.ts';
import { requireNotOverturned, requireOthers } from './who-decides.ts';

type Claim = typeof contract.claimReview;

export async function claim(context: Context, { from, ...seen }: InputOf<Claim>): Promise<ReviewItem> {
  const claiming = async ({ item: found, by, now }: Acting): Promise<Act> => {
    const changes = { claim: { by, until: claimUntil(now) } };
    const holder = from === undefined ? null : heldBy(found.claim, now.getTime());
    if (holder?.personId === from && (await mayTakeOver(context, found, now)))
      return { step: { kind: 'taken-over', to: holder }, changes, decides: true };
    requireSeen(found, seen.rev);
    requireFree(found, by, now);
    requireOpen(found);
    return { step: { kind: 'claimed' }, changes, decides: true };
  };
  // However often whoever is on it goes on with it just then, it is taken over from them.
  const { item } = await act(context, seen, claiming, from === undefined ? 'alone' : 'beside');
  return item;
}

export async function release(context: Context, input: InputOf<typeof contract.releaseReview>): Promise<ReviewItem> {
  const { item } = await act(context, input, ({ item: found, by, now }) => {
    requireOpen(found);
    requireHeld(found, by, now);
    // What somebody else was given stays theirs.
    const assigned = found.assigned?.personId === by.personId ? null : found.assigned;
    return { step: { kind: 'released' }, changes: { claim: null, assigned }, decides: true };
  });
  return item;
}

/** A note holds nobody up: it is taken also while somebody else is on it. */
export async function note(
  context: Context,
  { words, ...seen }: InputOf<typeof contract.noteReview>,
): Promise<ReviewItem> {
  const { item } = await act(context, seen, () => ({ step: { kind: 'noted', words }, decides: false }), 'beside');
  return item;
}

export async function assign(
  context: Context,
  { to, ...seen }: InputOf<typeof contract.assignReview>,
): Promise<ReviewItem> {
  const { item } = await act(context, seen, async ({ item: found }) => {
    requireOpen(found);
    const given = await requireGiven(context, found, to);
    return { step: { kind: 'assigned', to: given }, changes: { claim: null, assigned: given }, decides: true };
  });
  return item;
}

export async function handOver(
  context: Context,
  { to, words, ...seen }: InputOf<typeof contract.handOverReview>,
): Promise<ReviewItem> {
  const { item } = await act(context, seen, async ({ item: found, by, now }) => {
    requireOpen(found);
    requireHeld(found, by, now);
    const given = await requireGiven(context, found, to);
    const step = { kind: 'handed-over', to: given, words } as const;
    return { step, changes: { claim: null, assigned: given }, decides: true };
  });
  return item;
}

/** Whom one may give it to: that it is about them without their name must not be found out this way. */
async function requireGiven({ services }: Context, item: ReviewRecord, to: string): Promise<Byline> {
  const [[person], actor] = await Promise.all([readActive([to]), findActor(services, to)]);
  if (!person || !(await mayBeGiven({ services, actor }, item)))
    throw reviewError('review-not-theirs', { fields: { to: 'choice' } });
  return person.byline;
}

export async function setDue(
  context: Context,
  { due, ...seen }: InputOf<typeof contract.setReviewDue>,
): Promise<ReviewItem> {
  const { item } = await act(context, seen, ({ item: found }) => {
    requireOpen(found);
    return { step: { kind: 'due' }, changes: { due: due === null ? null : new Date(due) }, decides: false };
  });
  return item;
}

export async function resolve(
  context: Context,
  { act: does, rule, words, ...seen }: InputOf<typeof contract.resolveReview>,
): Promise<ReviewItem> {
  const { item, event } = await act(context, seen, async ({ item: found, by, now }) => {
    requireOpen(found);
    requireHere(found);
    await requireOthers(context, found, by.personId);
    if (does === 'remove') await requireNotOverturned(found.subject, by.personId);
    if (rule !== null) await requireRule(ruleId.parse(rule));
    if (isHeld(found)) await requireWaiting(found, seen.rev);
    else if (isAppeal(found)) requireAnswer(words, does);
    else if (does === 'remove') await requireSomething(context, found, seen.rev);
    const outcome = { act: does, rule, words, by, at: now };
    return {
      step: { kind: 'resolved', act: does, words },
      changes: { state: 'resolved', outcome, claim: null, due: null },
      decides: true,
      ...doesTo(found, does),
    };
  });
  await carryOutNow(context.services, event);
  return item;
}

export function isHeld({ subject }: ReviewRecord): boolean {
  return subject?.kind === 'held';
}

/** Against a removal; others are decided elsewhere. */
export function isAppeal({ kind, subject }: ReviewRecord): boolean {
  return kind === 'appeal' && subject?.kind === 'post';
}

/** Whoever appealed is told in words what became of it. */
function requireAnswer(words: string, act: 'none' | 'remove' = 'none'): void {
  if (act === 'remove') throw reviewError('review-nothing-to-remove');
  if (words === '') throw reviewError('appeal-needs-words', { fields: { words: 'empty' } });
}

/** What waits is published, and what was hidden is shown, unless it is to be removed; what was appealed against stands again. */
function doesTo(item: ReviewRecord, act: 'none' | 'remove'): Pick<ReviewData, 'does'> {
  if (isHeld(item)) return { does: act === 'remove' ? 'refuse' : 'publish' };
  if (isAppeal(item)) return { does: 'restore' };
  if (act === 'remove') return { does: 'remove' };
  return item.hidden?.isOn ? { does: 'show' } : {};
}

async function requireWaiting({ _id, subject }: ReviewRecord, rev: number): Promise<void> {
  const held = subject?.kind === 'held' ? await findHeld(subject.heldId) : null;
  if (held?.state === 'waiting') return;
  const now = await findItem(_id);
  if (now) requireSeen(now, rev);
  throw reviewError('review-withdrawn');
}

async function requireSomething(context: Context, { _id, subject }: ReviewRecord, rev: number): Promise<void> {
  const isRemovable = subject?.kind === 'post' || subject?.kind === 'question';
  if (isRemovable && !(await shownTo(context, subject)).missing) return;
  // It may be gone because somebody has just decided so: then that is what there is to say.
  const now = await findItem(_id);
  if (now) requireSeen(now, rev);
  throw reviewError('review-nothing-to-remove');
}

export async function reject(
  context: Context,
  { words, ...seen }: InputOf<typeof contract.rejectReview>,
): Promise<ReviewItem> {
  const { item, event } = await act(context, seen, async ({ item: found, by, now }) => {
    requireOpen(found);
    requireHere(found);
    await requireOthers(context, found, by.personId);
    if (isHeld(found)) await requireWaiting(found, seen.rev);
    if (isAppeal(found)) requireAnswer(words);
    const outcome = { act: 'none', rule: null, words: isAppeal(found) ? words : '', by, at: now } as const;
    const changes = { state: 'rejected', outcome, claim: null, due: null } as const;
    const does = isAppeal(found) ? {} : doesTo(found, 'none');
    return { step: { kind: 'rejected', words }, changes, decides: true, ...does };
  });
  await carryOutNow(context.services, event);
  return item;
}
