import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { reportersOf } from '../review/access.ts';
import { reviews, type ReviewData } from '../review/stream.ts';
import { findWherever } from '../threads/access.ts';
import { lastingFrom, ring, writerOf, type Address } from './notify.ts';
import { putAgain, type NewNotification } from './store.ts';

type Told = Pick<NewNotification, 'about' | 'kind'>;
const REMOVED: Told = { about: 'removed', kind: 'removed' };
const REPORT: Told = { about: 'report', kind: 'report' };

/** Tells whoever wrote it that a moderator has removed a post, and whoever reported it that it was decided. */
export const bellOfReview = react({
  to: reviews,
  name: 'bell-review',
  async handle(services, events) {
    for (const event of events) await tellOf(services, event);
  },
});

async function tellOf(services: Services, { stream, seq, at, data: { item } }: EventRecord<ReviewData>): Promise<void> {
  // What happens to it after it was decided is no news.
  if (item.turn !== seq) return;
  const decided = item.steps.at(-1)?.kind;
  if ((decided !== 'resolved' && decided !== 'rejected') || item.subject?.kind !== 'post' || !item.outcome) return;
  const found = await findWherever(item.subject.threadId, item.subject.no);
  if (!found?.post) return;
  const place = { threadId: found.thread._id, no: found.post.no, ...lastingFrom(at) };
  const tell = async (whom: Address, told: Told) => {
    if (await putAgain({ personId: whom.name ?? whom.personId, ...told, ...place })) ring(services, whom, place);
  };
  const writer = item.outcome.act === 'remove' ? await writerOf(services, found.post) : null;
  if (writer) await tell(writer, REMOVED);
  for (const personId of await reportersOf(idOf(stream), item.outcome.at)) await tell({ personId }, REPORT);
}
