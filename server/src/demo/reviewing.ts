import { idFrom } from '@hearth/shared/kernel/id-from';
import { questionId, roomId } from '@hearth/shared/rooms/entity';
import { reviewId, type ReportSubject } from '@hearth/shared/review/entity';
import { sanctionId as sanctionIdRule } from '@hearth/shared/sanctions/entity';
import { create } from '../features/house-rules/reasons.ts';
import { itemIdOf, keyOf, report } from '../features/review/reporting.ts';
import { claim, reject, resolve } from '../features/review/service.ts';
import { findItem } from '../features/review/store.ts';
import { appeal } from '../features/sanctions/appeals.ts';
import { impose } from '../features/sanctions/service.ts';
import type { Filling } from './filling.ts';
import { commandIdOf, personIdOfKey } from './ids.ts';
import { threadIdOfKey } from './moderating.ts';
import type { DemoNetwork } from './network.ts';

type Reviewed = DemoNetwork['reviewed'];
type On = Reviewed['reports'][number]['on'];

/** What the demo people report, what moderators decide about it, and an appeal that waits. */
export async function fillReviewed({ network: { reviewed }, as }: Filling): Promise<void> {
  for (const [n, { by, minutesAgo, rule, words }] of reviewed.reasons.entries())
    await create(as(by, minutesAgo, `reason ${n}`), { boardId: null, ruleId: rule, words });
  const acts = [
    ...reviewed.reports.map((one, n) => ({ ...one, run: () => makeReport(one, n) })),
    ...reviewed.decided.map((one, n) => ({ ...one, run: () => decide(one, n) })),
  ];
  for (const { run } of acts.toSorted((a, b) => b.minutesAgo - a.minutesAgo)) await run();
  for (const [n, one] of reviewed.warned.entries()) await warn(one, n);

  async function makeReport({ by, minutesAgo, on, reason, note }: Reviewed['reports'][number], n: number) {
    const context = as(by, minutesAgo, `report ${n}`);
    await report(context, { subject: subjectOf(on), reason, note });
    await context.services.streams.outbox.drained();
  }

  async function decide({ by, minutesAgo, on, as: how, rule, words }: Reviewed['decided'][number], n: number) {
    const context = as(by, minutesAgo, `decided ${n}`);
    const itemId = itemIdOf(context.services, keyOf(subjectOf(on)));
    const seen = { itemId: reviewId.parse(itemId), rev: (await findItem(itemId))?.seq ?? 1 };
    if (how === 'claim') await claim(context, seen);
    else if (how === 'reject') await reject(context, { ...seen, words });
    else await resolve(context, { ...seen, act: how, rule: rule ?? null, words });
    await context.services.streams.outbox.drained();
  }

  async function warn(one: Reviewed['warned'][number], n: number) {
    const what = `warned ${n}`;
    const said = { ruleId: one.rule, words: one.words, until: null };
    const warned = as(one.by, one.minutesAgo, what);
    await impose(warned, { personId: personIdOfKey(one.person), kind: 'warning', ...said });
    await warned.services.streams.outbox.drained();
    const sanctionId = sanctionIdRule.parse(idFrom(commandIdOf(what)));
    await appeal(as(one.person, one.appeal.minutesAgo, `${what} appeal`), { sanctionId, words: one.appeal.words });
    await warned.services.streams.outbox.drained();
  }
}

function subjectOf(on: On): ReportSubject {
  if ('thread' in on) return { kind: 'post', threadId: threadIdOfKey(on.thread), no: on.no };
  const room = `room ${on.room}`;
  return {
    kind: 'question',
    roomId: roomId.parse(idFrom(commandIdOf(room))),
    questionId: questionId.parse(idFrom(commandIdOf(`${room} question ${on.question}`))),
  };
}
