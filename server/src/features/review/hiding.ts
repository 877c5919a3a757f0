import { reviewLimits } from '@hearth/shared/review/limits';
import { weigh } from '@hearth/shared/review/weighing';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { findActor, findPerson } from '../accounts/access.ts';
import { mayOnBoard } from '../boards/access.ts';
import { currentGates } from '../held/access.ts';
import { react } from '../reaction.ts';
import { findWherever, stoodOn, type PostRecord } from '../threads/access.ts';
import { reporterOf, reportsSince } from './reporter-weights.ts';
import { fieldsOf } from './reporting.ts';
import { findItem, type ReviewRecord } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';

/**
 * A post that people report whose word counts is hidden until a moderator looks; see `weigh`. It is nobody's act: what reports
 * hide is done as what moderators decide is (`acting.ts`), and in the history without a name.
 */
export const hideReported = react({
  to: reviews,
  name: 'review-hides',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      if (data.report && data.item.kind === 'report') await hideIfHeavy(services, idOf(stream), seq);
    }
  },
});

async function hideIfHeavy(services: Services, id: string, seq: number): Promise<void> {
  const [{ settings }, item] = await Promise.all([currentGates(services), findItem(id)]);
  if (settings.hideAt === 0 || item?.state !== 'open' || item.subject?.kind !== 'post') return;
  const found = await findWherever(item.subject.threadId, item.subject.no);
  const post = found?.post;
  if (!post || post.deletedAt || post.note || wasDecided(item, post)) return;
  if (await isByModerator(services, post, stoodOn(found.thread))) return;
  const people = await Promise.all((await reportsSince(item)).map((one) => reporterOf(services, one)));
  if (weigh(people.flat()) < settings.hideAt) return;
  const at = services.clock.now();
  const cause = { commandId: `hide/${id}/${seq}`, issuer: 'system' };
  await commit(services.streams, reviews, id, cause, (now): ReviewData | null => {
    if (now?.state !== 'open' || wasDecided(now, post)) return null;
    const steps = [...now.steps, { kind: 'hidden', by: null, at } as const].slice(-reviewLimits.history);
    return { item: { ...fieldsOf(now), hidden: { editedAt: post.editedAt, isOn: true }, steps }, does: 'hide' };
  });
}

/** These words were hidden once: whatever became of that, a moderator has seen them, or is about to. */
function wasDecided({ hidden }: ReviewRecord, { editedAt }: PostRecord): boolean {
  return hidden !== undefined && hidden.editedAt?.getTime() === editedAt?.getTime();
}

/** Nobody takes a moderator's words away but another moderator. Whoever wrote without a name is nobody in particular. */
async function isByModerator(services: Services, { by }: PostRecord, boardId: string): Promise<boolean> {
  if (!by) return false;
  const [person, actor] = await Promise.all([findPerson(by.personId), findActor(services, by.personId)]);
  return (person !== null && person.role !== 'member') || mayOnBoard({ services, actor }, boardId, 'moderate');
}
