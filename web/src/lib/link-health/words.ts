import type { LinkHealth } from '@hearth/shared/link-health/entity';
import * as m from '../paraglide/messages.js';
import { day } from '../text/day.ts';

/** Whether a link opened, and when that was; empty where nobody has looked yet. */
export function healthWords({ state, checkedAt, since }: Omit<LinkHealth, 'url' | 'isDue'>): string {
  if (!checkedAt) return '';
  const date = day(checkedAt);
  switch (state) {
    case 'new':
      return '';
    case 'ok':
      return m.library_check_ok({ date });
    case 'suspect':
      return m.library_check_suspect({ date });
    case 'broken':
      return m.library_check_broken({ date, since: day(since ?? checkedAt) });
    case 'unclear':
      return m.library_check_unclear({ date });
  }
}
