import { createHmac } from 'node:crypto';
import type { Byline } from '@hearth/shared/accounts/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { makeReport } from '@hearth/shared/review/commands';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { reviewError } from '@hearth/shared/review/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { threadId } from '@hearth/shared/threads/entity';
import type { ReportReason } from '@hearth/shared/review/limits';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { findPlacesOf, findWherever, stoodOn } from '../threads/access.ts';
import { isReported, verdictOn } from './present.ts';
import { isAbout } from './rights.ts';
import { requireShown } from './shown.ts';
import { readReports, type ReportRecord, type ReviewRecord } from './store.ts';
import { reviews, type ReviewData, type ReviewFields } from './stream.ts';

type Make = typeof makeReport;

export async function report(context: Context, { subject, reason, note }: InputOf<Make>): Promise<OutputOf<Make>> {
  const { actor } = requirePerson(context);
  await requireShown(context, subject);
  if (await isAbout(context, subject)) throw reviewError('report-own');
  const { first, now, boardId } = await placeOf(subject);
  const id = itemIdOf(context.services, keyOf(first));
  const at = context.services.clock.now();
  const event = await commitAs(context, reviews, id, async (found, seq): Promise<ReviewData> => {
    const before = (await readReports(id)).find(({ by }) => by?.personId === actor.id);
    const item = found ? fieldsOf(found) : newItem({ kind: 'report', subject: now, boardId }, at, seq);
    const wrong = before && found ? wrongBefore(found, before) : 0;
    const made = {
      ...{ _id: before?._id ?? idFrom(context.commandId), by: { personId: actor.id }, reason, note, at },
      ...(wrong > 0 && { wrong }),
    };
    return {
      item: withReport(found, { ...item, subject: now, boardId }, { before, made, seq }),
      report: made,
      ...(before && { replaces: before.rev }),
    };
  });
  if (!event?.data.report) throw commonError('internal');
  const told = event.data.report;
  return { reason: told.reason, note: told.note, at: told.at.toISOString() };
}

interface Made {
  readonly before: ReportRecord | undefined;
  readonly made: Pick<ReportRecord, 'reason' | 'at'>;
  readonly seq: number;
}

/** How often what somebody reported was found to break no rule, who reports it once more now. */
function wrongBefore(found: ReviewRecord, before: ReportRecord): number {
  return (before.wrong ?? 0) + (verdictOn(found, before) === 'wrong' ? 1 : 0);
}

/** What was decided is open again; so is what is found to be more urgent, for whoever has not seen that. */
function withReport(found: ReviewRecord | null, item: ReviewFields, { before, made, seq }: Made): ReviewFields {
  const counts: Partial<Record<ReportReason, number>> = { ...item.reasons };
  if (before) counts[before.reason] = (counts[before.reason] ?? 1) - 1;
  counts[made.reason] = (counts[made.reason] ?? 0) + 1;
  const reported = { ...item, reasons: counts };
  if (found?.state !== 'open') return opened(reported, found ? 'reopened' : 'opened', made.at, seq);
  if (isReported(found)) return reported;
  // What a moderator had put up waits from now on; whoever is on it stays on it.
  return { ...opened(reported, 'opened', made.at, seq), claim: item.claim, due: item.due };
}

/** An item that is to be decided, for the first time or once more. Of what was decided the history says so; of reporters it names nobody. */
export function opened(
  item: ReviewFields,
  kind: 'opened' | 'reopened',
  at: Date,
  turn: number,
  by: Byline | null = null,
): ReviewFields {
  const steps = [...item.steps, { kind, by, at, ...(by && { isPutUp: true as const }) }].slice(-reviewLimits.history);
  const undecided = { state: 'open', outcome: null, claim: null, due: null, turn } as const;
  const hidden = item.hidden && { hidden: { ...item.hidden, isOn: false } };
  return { ...item, ...undecided, ...hidden, openedAt: at, steps };
}

export async function placeOf(subject: ReportSubject) {
  if (subject.kind !== 'post') return { first: subject, now: subject, boardId: null };
  const { first, ...where } = await placeOfPost(subject);
  return { first: { kind: 'post', ...first } as const, ...where };
}

export interface Place {
  readonly threadId: string;
  readonly no: number;
}

/** Where a post was written first is its name, wherever it is carried. */
export async function findPlaceOfPost(place: Place) {
  const found = await findWherever(place.threadId, place.no);
  if (!found?.post) return null;
  const places = await findPlacesOf(found.post);
  const first = places.at(-1) ?? found.post;
  return {
    first: { threadId: first.threadId, no: first.no },
    now: { kind: 'post', threadId: threadId.parse(found.post.threadId), no: found.post.no } as const,
    boardId: stoodOn(found.thread),
  };
}

export async function placeOfPost(place: Place) {
  const found = await findPlaceOfPost(place);
  if (!found) throw commonError('no-such-thing');
  return found;
}

type Named =
  | { readonly kind: 'post'; readonly threadId: string; readonly no: number }
  | { readonly kind: 'question'; readonly roomId: string; readonly questionId: string }
  | { readonly kind: 'person'; readonly personId: string };

/** The name of what is about one thing; see {@link itemIdOf}. */
export function keyOf(named: Named): string {
  switch (named.kind) {
    case 'post':
      return `post ${named.threadId} ${named.no}`;
    case 'question':
      return `question ${named.roomId} ${named.questionId}`;
    case 'person':
      return `person ${named.personId}`;
  }
}

/** The item of a post that has words which moderators want to look at. */
export function guardIdOf(services: Pick<Services, 'secret'>, first: Place): string {
  return itemIdOf(services, `guard ${guardKeyOf(first)}`);
}

export function guardKeyOf({ threadId: id, no }: Place): string {
  return `${id}/${no}`;
}

/** One for each thing. Keyed with the server's secret, so that what is left of somebody who was erased does not name them. */
export function itemIdOf({ secret }: Pick<Services, 'secret'>, key: string): string {
  return createHmac('sha256', secret).update(`review ${key}`).digest('hex').slice(0, 16);
}

export function fieldsOf({ _id, seq: _seq, mark: _mark, urgency: _urgency, ...fields }: ReviewRecord): ReviewFields {
  return fields;
}

export function newItem(
  what: Pick<ReviewFields, 'kind' | 'subject' | 'boardId' | 'against'>,
  openedAt: Date,
  turn: number,
): ReviewFields {
  return {
    ...what,
    ...{ state: 'open', reasons: {}, openedAt, claim: null, assigned: null, due: null, outcome: null },
    ...{ steps: [], turn },
  };
}
