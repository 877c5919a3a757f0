import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { reportersOf } from '../review/access.ts';
import { reviews, type ReviewData } from '../review/stream.ts';
import { findWherever } from '../threads/access.ts';
import { lastingFrom } from './lasting.ts';
import { scheduleMail } from './mailing.ts';
import { ring, writerOf, type Address } from './notify.ts';
import { channelOf } from './settings.ts';
import { putAgain, type NewNotification } from './store.ts';

type Told = Pick<NewNotification, 'about' | 'kind'>;
const REPORT: Told = { about: 'report', kind: 'report' };
const UPHELD: Told = { about: 'upheld', kind: 'upheld' };
const RESTORED: Told = { about: 'restored', kind: 'restored' };
/** Of a post that is there or was; that reports have hidden it is told by its thread. */
const TOLD: Partial<Record<NonNullable<ReviewData['does']>, Told>> = {
  remove: { about: 'removed', kind: 'removed' },
  restore: RESTORED,
  show: RESTORED,
};

/** Tells whoever wrote it that moderators have removed a post or brought it back, and whoever reported it that it was decided. */
export const bellOfReview = react({
  to: reviews,
  name: 'bell-review',
  async handle(services, events) {
    for (const event of events) await tellOf(services, event);
  },
});

async function tellOf(services: Services, { stream, seq, at, data }: EventRecord<ReviewData>): Promise<void> {
  const { item, does } = data;
  // What happens to it after it was decided is no news.
  if (item.turn !== seq || item.subject?.kind !== 'post') return;
  const found = await findWherever(item.subject.threadId, item.subject.no);
  if (!found?.post) return;
  const place = { threadId: found.thread._id, no: found.post.no, ...lastingFrom(at) };
  const decided = item.steps.at(-1)?.kind;
  const told = item.kind === 'appeal' && decided === 'rejected' ? UPHELD : does && TOLD[does];
  const writer = told && (await writerOf(services, found.post));
  if (writer) await tellWriter(services, writer, { ...told, ...place });
  if ((decided !== 'resolved' && decided !== 'rejected') || !item.outcome) return;
  for (const personId of await reportersOf(idOf(stream), item.outcome.at))
    if (await putAgain({ personId, ...REPORT, ...place })) ring(services, { personId }, place);
}

/** By mail as well, where they want that, and not where a mail would tell who wrote without their name. */
async function tellWriter(
  services: Services,
  { personId, name }: Address,
  told: Omit<NewNotification, 'personId'>,
): Promise<void> {
  const isToMail = name === undefined && (await channelOf(personId, 'decision')) === 'mail';
  const record = { personId: name ?? personId, ...told, ...(isToMail && { isToMail }) };
  if (await putAgain(record)) ring(services, { personId, ...(name !== undefined && { name }) }, told);
  if (isToMail) await scheduleMail(services, personId);
}
