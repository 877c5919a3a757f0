import { scheduledError } from '@hearth/shared/scheduled/errors';
import type { Result } from '@hearth/shared/kernel/errors';
import { text } from '#lib/api/answers.ts';
import { momentIn } from '#lib/text/moment-in.ts';

/** When a post is to appear, as a form says it: by clocks of a zone. On the server. */
export function appearingIn(form: FormData): Result<{ at: string; zone: string }> {
  const zone = text(form, 'zone');
  const at = momentIn(text(form, 'wall'), zone);
  if (at !== null) return { ok: true, value: { at, zone } };
  return { ok: false, error: scheduledError('scheduled-when', { fields: { at: 'scheduled-when' } }).wire };
}
