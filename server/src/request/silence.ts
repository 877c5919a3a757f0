import { commonError } from '@hearth/shared/kernel/errors';
import type { Visitor } from './visitor.ts';

/**
 * Refuses whoever a moderator has silenced, and says until when: as a moment, which a page tells by its reader's clock, and in words
 * with the zone they are told in, for whoever has no such page. Asked again of what was put down for later, and by the clock, since
 * an open connection knows who it is for hours.
 */
export function requireNotSilenced(visitor: Visitor, now: Date): void {
  const until = 'byline' in visitor ? visitor.standing?.silencedUntil : null;
  if (!until || until <= now || !('byline' in visitor)) return;
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  const when = new Intl.DateTimeFormat(`${visitor.locale}-US`, how).format(until);
  throw commonError('silenced', { params: { until: `${when} (UTC)`, at: until.toISOString() } });
}
