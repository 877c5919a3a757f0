import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Services } from '../../services.ts';
import { decideItem, openItem } from '../review/access.ts';
import { waitsForOther } from './in-force.ts';
import type { SanctionRecord } from './store.ts';

/** An appeal waits in the review queue, and leads to the page where it is decided. Repeatable. */
export async function putUp(services: Services, personId: PersonId, { id, by, byRole }: SanctionRecord): Promise<void> {
  await openItem(services, {
    key: id,
    kind: 'appeal',
    subject: { kind: 'page', path: `/desk/people/${personId}`, personId },
    boardId: null,
    against: { by: by && { personId: by.personId }, byRole },
  });
}

/** Once somebody else has looked at it, it waits there no more. Repeatable. */
export async function settle(services: Services, its: SanctionRecord): Promise<void> {
  const { id, appeal, lifted } = its;
  const end = appeal && !waitsForOther(its) ? (appeal.decision ?? lifted) : null;
  if (!end) return;
  const state = appeal?.decision?.outcome === 'upheld' ? 'rejected' : 'resolved';
  await decideItem(services, { key: id, kind: 'appeal', state, by: end.by, at: end.at });
}
