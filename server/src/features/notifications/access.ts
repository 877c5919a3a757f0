import { stranger } from '@hearth/shared/kernel/access';
import { readNosOf } from '../threads/access.ts';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import type { Services } from '../../services.ts';
import { tellOwn } from '../accounts/access.ts';
import { lastingFrom } from './lasting.ts';
import { deleteNotification, moveNotification, putAgain, readAbout } from './store.ts';

export { channelOf } from './settings.ts';
export { readMentions } from './store.ts';

interface Place {
  readonly threadId: string;
  readonly no: number;
}

/** What other features may use of this one. */
export { forgetAbout } from './store.ts';

/** What moderators have decided about a post that waits for them. */
interface DecidedPost {
  readonly heldId: string;
  readonly personId: string;
  /** Where it stands; null where it does not, or waits once more. */
  readonly place: Place | null;
  /** The number of the decision: what was decided before it is no news any more. */
  readonly turn: number;
}

/** Whoever wrote it learns of it at the bell: where it stands, or else by itself. Repeatable. */
export async function tellOfHeld(services: Services, { heldId, personId, place, turn }: DecidedPost): Promise<void> {
  const itself = { personId, threadId: heldId, no: 0, about: 'held', kind: 'held' } as const;
  const record = place ? ({ personId, ...place, about: 'published', kind: 'published' } as const) : itself;
  const isNews = await putAgain({ ...record, rev: turn, ...lastingFrom(services.clock.now()) });
  if (place) await deleteNotification(itself);
  if (isNews) tellOwn(services, personId, OWN_BELL, '', `${heldId}/${turn}`);
}

/** What tells of a post leads to where it went. Repeatable. */
export async function carryNotifications(services: Services, from: Place, to: Place): Promise<void> {
  for (const record of await readAbout(from.threadId, from.no)) {
    const reads = await readNosOf({ services, actor: stranger }, record.personId, [from.threadId]);
    const readNo = reads.get(from.threadId) ?? 0;
    const wasRead = record.about === 'post' && readNo >= from.no;
    await moveNotification(record, { ...to, isRead: record.isRead || wasRead });
  }
}

interface BrokenLink {
  readonly personId: string;
  readonly entryId: string;
  readonly linkId: string;
  /** Told once for each time that it stops to open. */
  readonly since: Date;
}

/** Whoever gave an entry learns that a link of it does not open any more. Repeatable. */
export async function tellOfLink(services: Services, { personId, entryId, linkId, since }: BrokenLink): Promise<void> {
  // Each link is told of by itself: its number is one of its own.
  const no = Number.parseInt(linkId.slice(0, 12), 16);
  const told = { personId, threadId: entryId, no, about: 'link', kind: 'entry' } as const;
  const isNews = await putAgain({ ...told, rev: since.getTime(), ...lastingFrom(services.clock.now()) });
  if (isNews) tellOwn(services, personId, OWN_BELL, '', `${entryId}/${no}`);
}
