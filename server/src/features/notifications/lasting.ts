import { bellLimits } from '@hearth/shared/notifications/limits';
import type { NotificationRecord } from './store.ts';

const DAY_MS = 86_400_000;

/** From when on the bell tells something, and until when. */
export function lastingFrom(at: Date): Pick<NotificationRecord, 'at' | 'endsAt'> {
  return { at, endsAt: new Date(at.getTime() + bellLimits.days * DAY_MS) };
}
