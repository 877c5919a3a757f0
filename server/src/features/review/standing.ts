import { readHeldIn } from '../held/access.ts';
import { findPlacesOf, type PostRecord } from '../threads/access.ts';
import { wasGranted } from './present.ts';
import { readItemsOf, type ReviewRecord } from './store.ts';

/** Whether a decision to remove a post stands: it was not taken back, and no appeal against it was granted. */
export async function isRemovedByDecision({ threadId, no }: Pick<PostRecord, 'threadId' | 'no'>): Promise<boolean> {
  const items = (await readItemsOf(threadId)).filter(({ subject }) => subject?.kind === 'post' && subject.no === no);
  const granted = items.filter(wasGranted).map(decidedAt);
  return items.some((item) => isRemoval(item) && granted.every((at) => at < decidedAt(item)));
}

function isRemoval({ kind, state, outcome }: ReviewRecord): boolean {
  return kind !== 'appeal' && state === 'resolved' && outcome?.act === 'remove';
}

function decidedAt({ outcome }: ReviewRecord): number {
  return outcome?.at.getTime() ?? 0;
}

/** Whether a reply was published and is not any more: it waits again, or was refused. With the first post its thread is taken off. */
export async function isHeldBack(post: PostRecord): Promise<boolean> {
  const places = await findPlacesOf(post);
  const first = places.at(-1) ?? post;
  if (first.no === 1 && places.length <= 1) return false;
  const held = (await readHeldIn(first.threadId)).find(({ place }) => place?.no === first.no);
  return held !== undefined && held.state !== 'published';
}
