import { stranger } from '@hearth/shared/kernel/access';
import { readNosOf } from '../threads/access.ts';
import type { Services } from '../../services.ts';
import { moveNotification, readAbout } from './store.ts';

export { readMentions } from './store.ts';

interface Place {
  readonly threadId: string;
  readonly no: number;
}

/** What other features may use of this one. */
export { forgetAbout } from './store.ts';

/** What tells of a post leads to where it went. Repeatable. */
export async function carryNotifications(services: Services, from: Place, to: Place): Promise<void> {
  for (const record of await readAbout(from.threadId, from.no)) {
    const reads = await readNosOf({ services, actor: stranger }, record.personId, [from.threadId]);
    const readNo = reads.get(from.threadId) ?? 0;
    const wasRead = record.about === 'post' && readNo >= from.no;
    await moveNotification(record, { ...to, isRead: record.isRead || wasRead });
  }
}
